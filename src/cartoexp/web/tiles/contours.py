"""Outlines of a level: they never change at their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli
from flask import Response, abort, request

from cartoexp.domain.territoires import Niveau
from cartoexp.services.contours import FILES
from cartoexp.web.context import cached

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
QUALITY = 9


def register(server: Flask, web: Web) -> None:
    """Attach the outlines to ``server``."""
    contours = web.services.contours
    compressed: dict[Niveau, bytes] = {}

    def brotlied(niveau: Niveau) -> bytes:
        """Compress once: at this quality it costs a second, and the content never changes."""
        if niveau not in compressed:
            compressed[niveau] = brotli.compress(contours.geojson(niveau), quality=QUALITY)
        return compressed[niveau]

    @server.get("/tuiles/contours/<version>/<niveau>.geojson")
    def outlines(version: str, niveau: str) -> Response:
        if niveau not in FILES:
            abort(404)
        small = bool(request.accept_encodings["br"])
        level = Niveau(niveau)
        content = brotlied(level) if small else contours.geojson(level)
        response = Response(content, mimetype="application/geo+json")
        if small:
            response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
        return cached(response, FOREVER if version == contours.version else HOUR)
