"""The grid of communes: its pack, its tiles, and the tables that give its numbers a meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from cartoexp.domain.territoires import Niveau
from cartoexp.services.grille import NIVEAUX, PARENTS
from cartoexp.web.envoi import Envoi

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Web

ZOOMS = (7, 8, 9)
"""Zooms that have tiles: the pack serves those below, vectors those above."""


def register(server: Flask, web: Web) -> None:
    """Attach the grid to ``server``."""
    grille = web.services.grille
    envoi = Envoi(grille.version)

    @server.get("/tuiles/grille/<version>/z6")
    def grille_pack(version: str) -> Response:
        return envoi.send(grille.z6, version)

    @server.get("/tuiles/grille/<version>/<int:z>/<int:x>/<int:y>")
    def grille_tile(version: str, z: int, x: int, y: int) -> Response:
        if z not in ZOOMS or max(x, y) >= 1 << z:
            abort(404)
        return envoi.send(grille.tile(z, x, y), version)

    @server.get("/tuiles/grille/<version>/appartenances/<niveau>")
    def grille_belongings(version: str, niveau: str) -> Response:
        if niveau not in PARENTS:
            abort(404)
        return envoi.send(grille.appartenances(Niveau(niveau)), version)

    @server.get("/tuiles/grille/<version>/noms/<niveau>")
    def grille_names(version: str, niveau: str) -> Response:
        if niveau not in NIVEAUX:
            abort(404)
        return envoi.send(grille.noms(Niveau(niveau)), version, "application/json")
