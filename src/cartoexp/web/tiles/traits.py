"""Lines to draw: thin boundaries above the grid, outlines of communes closer than it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from cartoexp.domain.territoires import Niveau
from cartoexp.services.grille import BOUNDED
from cartoexp.services.vecteurs import ZOOM
from cartoexp.web.envoi import Envoi

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the lines to ``server``."""
    grille, vecteurs = web.services.grille, web.services.vecteurs
    envoi = Envoi(grille.version)

    @server.get("/tuiles/traits/<version>/<niveau>")
    def boundaries(version: str, niveau: str) -> Response:
        if niveau not in BOUNDED:
            abort(404)
        return envoi.send(grille.traits(Niveau(niveau)), version)

    @server.get("/tuiles/vecteurs/<version>/<int:z>/<int:x>/<int:y>")
    def outlines_of_a_tile(version: str, z: int, x: int, y: int) -> Response:
        if z != ZOOM or max(x, y) >= 1 << z:
            abort(404)
        return envoi.send(vecteurs.tile(x, y), version, "application/json")
