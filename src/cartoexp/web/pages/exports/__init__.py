"""What leaves the pages as a file: the lists, the levels counted, the map as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from cartoexp.domain.query import Reader
from cartoexp.services.colorations import NOMBRE
from cartoexp.web.context import cached, query
from cartoexp.web.image import draw
from cartoexp.web.pages.exports.listes import experiments, places
from cartoexp.web.pages.exports.niveaux import counts, read_level
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

COLOUR = "couleur"


def register(server: Flask, web: Web) -> None:
    """Attach the files to ``server``."""
    offer(server, web, "/implantations", "implantations", lambda d: places(web, d.query))
    offer(server, web, "/experimentations", "experimentations", lambda d: experiments(web, d.query))
    offer(server, web, "/territoires", "territoires", lambda d: counts(web, d.query))

    @server.get("/carte.svg")
    def carte_svg() -> Response:
        asked = query()
        reader = Reader(asked)
        couleur = reader.single(COLOUR) or NOMBRE
        reader.raise_problems()
        level, filters = read_level({k: v for k, v in asked.items() if k != COLOUR})
        services, niveau = web.services, level.niveau
        found = services.colorations.of(filters, niveau, couleur)
        paths = services.croquis.level(niveau, services.territoires.level(niveau, com=False))
        text = draw(found, paths, services.croquis.fond, web.palette)
        return cached(Response(text, mimetype="image/svg+xml"), "no-cache")
