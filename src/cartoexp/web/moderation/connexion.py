"""Signing in and out, without JavaScript; no cookie before a sign-in succeeds."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.comptes import ConnexionRefuseeError, Role
from cartoexp.domain.comptes.compte import MAX_IDENTIFIANT
from cartoexp.domain.comptes.mots_de_passe import LONGEST
from cartoexp.domain.errors import EnvoiEtrangerError
from cartoexp.services.comptes.authentification import IDENTIFIANT, MOT_DE_PASSE
from cartoexp.web import cadence
from cartoexp.web.garde import CONNEXION, FOREIGN, SUITE
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import DECONNEXION, PATH, suite
from cartoexp.web.moderation.reponses import answer, champs

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde
    from cartoexp.web.shell import Page

FAIT = "fait"
DONE = {
    "mot-de-passe": "Votre mot de passe est enregistré\u00a0: connectez-vous.",
    "deconnexion": "Votre session est fermée.",
    "sessions": "Toutes les sessions de ce compte ont pris fin.",
}
"""What may just have been done, by the word that the address says."""
COOKIE = (
    "Se connecter dépose un cookie, qui ne sert qu’à vous reconnaître ici et disparaît à la "
    "déconnexion. Sans connexion, le site n’en dépose aucun."
)
LOST = (
    "Mot de passe perdu, ou premier accès\u00a0? Qui administre le site vous remet un lien pour le "
    "choisir."
)


def register(server: Flask, web: Web, garde: Garde, count: Callable[[], None]) -> None:
    """Attach the pages to ``server``; ``count`` refuses who tries too often."""

    @server.get(CONNEXION)
    def connexion() -> Answer:
        where = suite(request.args.get(SUITE, ""))
        if garde.connecte() is not None:
            return redirect(where, 303)
        return answer(web, layout(where, fait=DONE.get(request.args.get(FAIT, ""), "")))

    @server.post(CONNEXION)
    def connexion_envoi() -> Answer:
        cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))
        count()
        given = champs(IDENTIFIANT, MOT_DE_PASSE, SUITE)
        where = suite(given[SUITE])
        try:
            jeton = web.services.comptes.connecter(given, request.cookies.get(garde.cookie, ""))
        except ConnexionRefuseeError as error:
            name = given[IDENTIFIANT][:MAX_IDENTIFIANT]
            return answer(web, layout(where, name, str(error), status=HTTPStatus.FORBIDDEN))
        return garde.donner(redirect(where, 303), jeton)

    @server.post(DECONNEXION)
    @garde.exige(Role.MODERATEUR)
    def deconnexion(connecte: Connecte) -> Answer:
        web.services.comptes.seances.fermer(connecte.jeton)
        return garde.reprendre(redirect(f"{CONNEXION}?{FAIT}=deconnexion", 303))


def layout(
    where: str = PATH, name: str = "", refus: str = "", *, fait: str = "", status: int = 200
) -> Page:
    """Return the sign-in page; ``name`` is the identifier that was refused."""
    form = html.Form(
        [
            Element("input", type="hidden", name=SUITE, value=where),
            *cadre.champ(
                IDENTIFIANT,
                "Identifiant",
                "text",
                "username",
                value=name,
                maxLength=MAX_IDENTIFIANT,
                autoCapitalize="none",
                spellCheck="false",
            ),
            *cadre.champ(
                MOT_DE_PASSE, "Mot de passe", "password", "current-password", maxLength=LONGEST
            ),
            cadre.envoyer("Se connecter"),
        ],
        method="post",
        action=CONNEXION,
        className="moderation__formulaire",
    )
    content = [
        html.P("Réservé à qui relit et administre le catalogue.", className="chapo"),
        cadre.fait(fait),
        cadre.refus(refus),
        form,
        html.P(LOST, className="petit"),
        html.P(COOKIE, className="petit discret"),
    ]
    return cadre.page("Connexion", content, status=status)
