"""Geometry for the browser, by URL: outlines that never change at their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort

from cartoexp.domain.territoires import Niveau
from cartoexp.services.contours import FILES
from cartoexp.web.context import cached

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


def register(server: Flask, web: Web) -> None:
    """Attach the tiles to ``server``."""
    contours = web.services.contours

    @server.get("/tuiles/contours/<version>/<niveau>.geojson")
    def outlines(version: str, niveau: str) -> Response:
        if niveau not in FILES:
            abort(404)
        content = contours.geojson(Niveau(niveau))
        response = Response(content, mimetype="application/geo+json")
        return cached(response, FOREVER if version == contours.version else HOUR)
