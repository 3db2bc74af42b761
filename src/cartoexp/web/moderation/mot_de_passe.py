"""A password is set through a link that was handed over; the link serves once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.comptes import MotDePasseRefuseError
from cartoexp.domain.errors import EnvoiEtrangerError
from cartoexp.services.comptes.authentification import IDENTIFIANT
from cartoexp.web import cadence
from cartoexp.web.garde import CONNEXION, FOREIGN
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import MOT_DE_PASSE
from cartoexp.web.moderation.cadre import ENCORE, NOUVEAU
from cartoexp.web.moderation.connexion import FAIT
from cartoexp.web.moderation.reponses import answer, champs

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.comptes import Compte
    from cartoexp.web.context import Web
    from cartoexp.web.garde import Garde
    from cartoexp.web.shell import Page


def register(server: Flask, web: Web, garde: Garde, count: Callable[[], None]) -> None:
    """Attach the page to ``server``; ``count`` refuses who tries too often."""

    @server.get(f"{MOT_DE_PASSE}/<jeton>")
    def mot_de_passe(jeton: str) -> Answer:
        count()
        return answer(web, layout(jeton, web.services.comptes.lire_lien(jeton)))

    @server.post(f"{MOT_DE_PASSE}/<jeton>")
    def mot_de_passe_envoi(jeton: str) -> Answer:
        cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))
        count()
        given, service = champs(NOUVEAU, ENCORE), web.services.comptes
        try:
            service.suivre_lien(jeton, given[NOUVEAU], given[ENCORE])
        except MotDePasseRefuseError as error:
            compte = service.lire_lien(jeton)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return answer(web, layout(jeton, compte, str(error), status=status))
        done = redirect(f"{CONNEXION}?{FAIT}=mot-de-passe", 303)
        return garde.reprendre(done) if garde.presente() else done


def layout(jeton: str, compte: Compte, refus: str = "", *, status: int = 200) -> Page:
    """Return the page that sets the password of an account."""
    name = cadre.champ(
        IDENTIFIANT, "Identifiant", "text", "username", value=compte.identifiant, readOnly=True
    )
    form = html.Form(
        [*name, *cadre.nouveau(), cadre.envoyer("Enregistrer ce mot de passe")],
        method="post",
        action=f"{MOT_DE_PASSE}/{jeton}",
        className="moderation__formulaire",
    )
    content = [
        html.P(
            f"Pour le compte de «\u00a0{compte.nom}\u00a0». Les sessions ouvertes avec l’ancien "
            "mot de passe, s’il y en a un, prendront fin.",
            className="chapo",
        ),
        cadre.refus(refus),
        form,
    ]
    return cadre.page("Choisir un mot de passe", content, status=status)
