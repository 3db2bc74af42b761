"""One's own account: another password, the end of every session."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.comptes import ConnexionRefuseeError, MotDePasseRefuseError, Role
from cartoexp.domain.comptes.mots_de_passe import LONGEST
from cartoexp.services.comptes.authentification import IDENTIFIANT
from cartoexp.web.components import aria
from cartoexp.web.garde import CONNEXION
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import COMPTE, SESSIONS
from cartoexp.web.moderation.cadre import ENCORE, NOUVEAU
from cartoexp.web.moderation.connexion import FAIT
from cartoexp.web.moderation.reponses import answer, champs

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde
    from cartoexp.web.shell import Page

ACTUEL = "actuel"
CHANGED = "Votre mot de passe est changé\u00a0; vos autres sessions ont pris fin."
WRONG = (
    "Le mot de passe actuel n’est pas celui-là, ou le compte attend après des échecs\u00a0: rien "
    "n’est changé."
)


def register(server: Flask, web: Web, garde: Garde, count: Callable[[], None]) -> None:
    """Attach the page to ``server``; ``count`` refuses who tries too often."""

    @server.get(COMPTE)
    @garde.exige(Role.MODERATEUR)
    def moderation_compte(connecte: Connecte) -> Answer:
        done = CHANGED if request.args.get(FAIT) == "mot-de-passe" else ""
        return answer(web, layout(connecte, fait=done))

    @server.post(COMPTE)
    @garde.exige(Role.MODERATEUR)
    def moderation_compte_envoi(connecte: Connecte) -> Answer:
        count()
        given, service = champs(ACTUEL, NOUVEAU, ENCORE), web.services.comptes
        try:
            jeton = service.changer_mot_de_passe(connecte.compte, *given.values())
        except (ConnexionRefuseeError, MotDePasseRefuseError) as error:
            told = WRONG if isinstance(error, ConnexionRefuseeError) else str(error)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return answer(web, layout(connecte, told, status=status))
        return garde.donner(redirect(f"{COMPTE}?{FAIT}=mot-de-passe", 303), jeton)

    @server.post(SESSIONS)
    @garde.exige(Role.MODERATEUR)
    def moderation_sessions(connecte: Connecte) -> Answer:
        web.services.comptes.seances.fermer_toutes(connecte.compte)
        return garde.reprendre(redirect(f"{CONNEXION}?{FAIT}=sessions", 303))


def layout(connecte: Connecte, refus: str = "", *, fait: str = "", status: int = 200) -> Page:
    """Return the page of an account."""
    content = [
        cadre.fait(fait),
        cadre.refus(refus),
        _facts(connecte),
        _password(connecte),
        _sessions(connecte),
    ]
    return cadre.page("Mon compte", content, connecte=connecte, ici=COMPTE, status=status)


def _facts(connecte: Connecte) -> Element:
    compte = connecte.compte
    told = {
        "Identifiant": compte.identifiant,
        "Fonction": compte.nom,
        "Rôle": compte.role.label,
    }
    pairs = [part for k, v in told.items() for part in (html.Dt(k), html.Dd(v))]
    return html.Dl(pairs, className="moderation__faits")


def _password(connecte: Connecte) -> Element:
    compte = connecte.compte
    form = html.Form(
        [
            connecte.champ(),
            # Password managers look for the name of the account that the password is of.
            Element(
                "input",
                type="hidden",
                name=IDENTIFIANT,
                value=compte.identifiant,
                autoComplete="username",
            ),
            *cadre.champ(
                ACTUEL, "Mot de passe actuel", "password", "current-password", maxLength=LONGEST
            ),
            *cadre.nouveau(),
            cadre.envoyer("Changer le mot de passe"),
        ],
        method="post",
        action=COMPTE,
        className="moderation__formulaire",
    )
    title = html.H2("Changer de mot de passe", id="changer")
    return html.Section([title, form], **aria(labelledby="changer"))


def _sessions(connecte: Connecte) -> Element:
    form = html.Form(
        [
            connecte.champ(),
            html.Button("Se déconnecter partout", className="bouton", type="submit"),
        ],
        method="post",
        action=SESSIONS,
    )
    told = (
        "Une session prend fin après huit heures sans activité, et au bout de sept jours. Vous "
        "pouvez mettre fin à toutes celles de ce compte, celle-ci comprise."
    )
    title = html.H2("Sessions", id="sessions")
    return html.Section([title, html.P(told), form], **aria(labelledby="sessions"))
