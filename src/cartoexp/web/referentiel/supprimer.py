"""« Supprimer »: asked once more before it is done; nothing of it is left afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import SUPPRIMER, sous

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.referentiel.dossier import Sorte
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer import Porte
    from cartoexp.web.html import Element
    from cartoexp.web.shell import Page

TOLD = "Tout ce qui y est écrit est effacé du site, tout de suite et pour de bon."


def register(server: Flask, web: Web, porte: Porte, sorte: Sorte, racine: str) -> None:
    """Attach the page of a kind to ``server``."""
    service = web.services.referentiel
    rule = f"{racine}/<jeton>/{SUPPRIMER}"

    def demander(jeton: str) -> Response:
        service.lire(jeton, sorte, web.today())
        return web.answer(layout(sorte, sous(racine, jeton), porte.champs(relecture=True)))

    def faire(jeton: str) -> Response:
        porte.passer()
        service.supprimer(jeton, sorte, web.today())
        return redirect(racine, 303)

    server.add_url_rule(rule, f"{sorte.value}_supprimer", demander, methods=["GET"])
    server.add_url_rule(rule, f"{sorte.value}_supprimer_envoi", faire, methods=["POST"])


def layout(sorte: Sorte, chemin: str, porte: Sequence[Element]) -> Page:
    """Return the page; pure."""
    titre = f"Supprimer cette {sorte.nom}\u00a0?"
    keep = html.A("La garder", className="bouton", href=chemin)
    form = html.Form(
        [
            *porte,
            html.P([cadre.bouton("La supprimer", fort=True), keep], className="actions"),
        ],
        method="post",
        action=f"{chemin}/{SUPPRIMER}",
    )
    return cadre.page(titre, TOLD, [html.P(TOLD, className="chapo"), form], css="page--texte")
