"""Embeds: one view each, in a page that any site may frame, and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from cartoexp.domain import chemins
from cartoexp.domain.vues import RACINE, Vue
from cartoexp.web.context import query
from cartoexp.web.embeds import envois, refus
from cartoexp.web.embeds.demande import Demande
from cartoexp.web.embeds.memoire import Memoire, Piece
from cartoexp.web.embeds.rendu import Rendu, rendre

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from cartoexp.web.context import Web

__all__ = ["Rendu", "register", "rendre"]

SCRIPTS = {f"{RACINE}/cadre.js": "cadre.js", "/embed.js": "embed.js"}
"""Address of each script: without a version, since pages elsewhere, and frozen ones, keep it."""


def register(server: Flask, web: Web, assets: Path) -> None:
    """Attach the embeds to ``server``."""
    memoire = Memoire()
    blueprint = Blueprint("embeds", __name__)

    @blueprint.get(f"{RACINE}/<path:chemin>")
    def embed(chemin: str) -> Response:
        return answer(web, memoire, f"{RACINE}/{chemin}")

    @blueprint.errorhandler(Exception)
    def refuse(error: Exception) -> Response:
        return refus.tell(error, request.path, web)

    server.register_blueprint(blueprint)
    for address, name in SCRIPTS.items():
        _register_script(server, address, (assets / name).read_bytes())


def answer(web: Web, memoire: Memoire, path: str) -> Response:
    """Return an embed or one of its files.

    Raises:
        NotFound: for a path that is no embed.
        InvalidParametersError: for a query that is refused.
    """
    chemin = chemins.lire(path)
    if chemin is None:
        raise NotFound
    asked = query()
    demande = Demande.read(asked, chemin.format)
    vue = Vue.parse(
        chemin.genre,
        {k: v for k, v in asked.items() if k not in demande.parametres},
        niveau_cible=chemin.niveau,
        code=chemin.code,
    )

    def make() -> Piece:
        return envois.piece(rendre(web, vue), demande)

    return envois.send(memoire.get((vue, demande, web.version(), web.today()), make), vue, demande)


def _register_script(server: Flask, address: str, content: bytes) -> None:
    piece = Piece.of(content, "text/javascript")

    def script() -> Response:
        return envois.send_script(piece)

    server.add_url_rule(address, f"embeds-{address}", script)
