"""Outlines of a level: they never change at their address."""

from __future__ import annotations

import gzip
from functools import partial
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
ENCODINGS = {
    "br": partial(brotli.compress, quality=9),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
"""Ways to compress, the preferred first."""


def register(server: Flask, web: Web) -> None:
    """Attach the outlines to ``server``."""
    contours = web.services.contours
    kept: dict[tuple[Niveau, str], bytes] = {}

    def encoded(niveau: Niveau, encoding: str) -> bytes:
        """Compress once: it costs up to a second, and the content never changes."""
        if (niveau, encoding) not in kept:
            kept[niveau, encoding] = ENCODINGS[encoding](contours.geojson(niveau))
        return kept[niveau, encoding]

    @server.get("/tuiles/contours/<version>/<niveau>.geojson")
    def outlines(version: str, niveau: str) -> Response:
        if niveau not in FILES:
            abort(404)
        encoding = request.accept_encodings.best_match(ENCODINGS)
        level = Niveau(niveau)
        content = encoded(level, encoding) if encoding else contours.geojson(level)
        response = Response(content, mimetype="application/geo+json")
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        return cached(response, FOREVER if version == contours.version else HOUR)
