"""Atom feed of new and changed experiments, with the filters of the page: an alert, no account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.query import Reader
from cartoexp.services.suivi import news
from cartoexp.web import criteria
from cartoexp.web.communs.atom import MEDIA, SIZE, Flux, last_page, write
from cartoexp.web.context import cached, query
from cartoexp.web.pages.flux.entrees import MEANING, entry

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

PATH, LIST, PAGE = "/experimentations.atom", "/experimentations", "page"
LAST_PAGE = 10_000


def register(server: Flask, web: Web) -> None:
    """Attach the feed to ``server``."""

    @server.get(PATH)
    def atom() -> Response:
        reader = Reader(query())
        page = reader.integer(PAGE, 1, 1, LAST_PAGE)
        reader.raise_problems()
        filters = Filters.parse(reader.query, also=(PAGE,))
        found = news(web.services.experiments, filters)
        last = last_page(len(found.liste))
        if page > last:
            told = f"«{NBSP}page{NBSP}» va de 1 à {last} pour ce flux."
            raise InvalidParametersError([ParameterProblem(PAGE, told)])
        first = (page - 1) * SIZE
        flux = Flux(
            titre=title(criteria.told(web.services.territoires, filters)),
            sens=MEANING,
            auteur=web.publisher.editeur or "Cartoexp",
            origine=web.shell.origin(),
            adresses={n: _address(PATH, filters, n) for n in (1, page - 1, page, page + 1, last)},
            liste=_address(LIST, filters, 1),
            nom=f"flux/{filters.query()}",
            modifie=found.liste[0].modifiee if found.liste else found.derniere,
            entrees=[entry(new) for new in found.liste[first : first + SIZE]],
            page=page,
            derniere=last,
        )
        response = Response(write(flux), content_type=f"{MEDIA}; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return cached(response, "no-cache")


def title(words: list[str]) -> str:
    """Return the title of a feed: what it follows."""
    told = "Expérimentations nouvelles et modifiées"
    return f"{told}, {', '.join(words)}" if words else told


def _address(path: str, filters: Filters, page: int) -> str:
    pairs = filters.pairs()
    if page > 1:
        pairs.append((PAGE, str(page)))
    asked = urlencode(pairs, safe=",")
    return f"{path}{'?' if asked else ''}{asked}"
