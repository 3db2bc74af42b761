"""What leaves the pages as a file: lists as CSV, the map as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.colorations import NOMBRE
from cartoexp.web.context import cached, query
from cartoexp.web.image import draw
from cartoexp.web.pages.exports import implantations, territoires
from cartoexp.web.tableur import download, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Flask

    from cartoexp.web.context import Web

LEVEL, COLOUR = "niveau", "couleur"


def register(server: Flask, web: Web) -> None:
    """Attach the files to ``server``."""

    @server.get("/experimentations.csv")
    def experimentations_csv() -> Response:
        service = web.services.experiments
        places = service.places(Filters.parse(query()))
        known = service.implantations([p.key.id for p in places])
        text = write(implantations.COLUMNS, implantations.rows(places, known))
        return download(text, f"cartoexp-implantations-{web.today()}")

    @server.get("/territoires.csv")
    def territoires_csv() -> Response:
        level, filters = read_level(query())
        counts = web.services.experiments.counts(filters, level.niveau).experimentations
        every = web.services.territoires.level(level.niveau)
        text = write(territoires.COLUMNS, territoires.rows(every, counts, filters))
        return download(text, f"cartoexp-{level}-comptes-{web.today()}")

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


def read_level(asked: Mapping[str, Sequence[str]]) -> tuple[NiveauCarte, Filters]:
    """Return the level that is counted, as on the map, and the filters.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    reader = Reader(asked)
    level = reader.choice(LEVEL, NiveauCarte, NiveauCarte.DEPARTEMENT)
    reader.raise_problems()
    return level, Filters.parse({k: v for k, v in asked.items() if k != LEVEL})
