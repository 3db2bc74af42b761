"""From an address of ours to the embed that shows the same: pages, embeds, frozen views."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from cartoexp.domain import chemins
from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.domain.figees import LENGTH
from cartoexp.domain.filters import Filters
from cartoexp.domain.genres import Genre
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import RACINE, Vue
from cartoexp.web.pages.carte.vue import Vue as Carte
from cartoexp.web.pages.comparer import adresse as comparer
from cartoexp.web.pages.essaimage import lecture as essaimage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.web.context import Web

    Query = Mapping[str, Sequence[str]]

_FROZEN = re.compile(rf"(?:{RACINE}/fige|/figes)/([0-9a-f]{{{LENGTH}}})", re.ASCII)
_EXPERIMENT = re.compile(r"/experimentations/([A-Za-z0-9_-]{1,80})", re.ASCII)
_PLACE = re.compile(r"/territoires/([a-z]{1,12})/([0-9A-Za-z]{1,14})", re.ASCII)
LIST = ("tri", "page")
"""What the list of experiments adds to its filters."""
DEADLINES = ("vue", "page")
"""What the register of deadlines adds to its criteria."""


def local(url: str, origin: str) -> str | None:
    """Return the path and query of an address of this site, ``None`` for any other."""
    try:
        asked, own = urlsplit(url), urlsplit(origin)
    except ValueError:
        return None
    if asked.scheme not in {"http", "https"} or not own.netloc:
        return None
    if asked.netloc.lower() != own.netloc.lower():
        return None
    path = asked.path or "/"
    return f"{path}?{asked.query}" if asked.query else path


def frozen(address: str) -> str | None:
    """Return the hash of a frozen view from its path, or that of what has changed since."""
    match = _FROZEN.fullmatch(urlsplit(address).path)
    return match[1] if match else None


def embed(address: str) -> Vue:
    """Return the view of the path and query of an embed, whichever its format.

    Raises:
        ValueError: when it is no embed.
        InvalidParametersError: for a query that is refused.
    """
    parts = urlsplit(address)
    found = chemins.lire(unquote(parts.path))
    if found is None:
        raise ValueError(address)
    return Vue.parse(found.genre, parse_qs(parts.query), niveau_cible=found.niveau, code=found.code)


def find(web: Web, address: str) -> Vue | None:
    """Return the view that a path and query of ours shows, ``None`` when it shows none."""
    parts = urlsplit(address)
    path, query = unquote(parts.path), parse_qs(parts.query)
    try:
        if path.startswith(f"{RACINE}/"):
            return embed(address)
        return _page(web, path, query)
    except (InvalidParametersError, NotFoundError, ValueError):
        return None


def _page(web: Web, path: str, query: Query) -> Vue | None:
    whole = _WHOLE.get(path)
    if whole is not None:
        return whole(web, query)
    if match := _EXPERIMENT.fullmatch(path):
        return Vue(Genre.EXPERIMENTATION, code=match[1])
    if (match := _PLACE.fullmatch(path)) and match[1] in {n.value for n in Niveau}:
        here = web.services.territoires.get(Niveau(match[1]), match[2])
        return Vue(Genre.TERRITOIRE, here.niveau, here.code)
    return None


def _map(_web: Web, query: Query) -> Vue | None:
    return Carte.parse(query).embed


def _list(_web: Web, query: Query) -> Vue | None:
    kept = {name: values for name, values in query.items() if name not in LIST}
    return Vue(Genre.CHIFFRE, filters=Filters.parse(kept))


def _deadlines(_web: Web, query: Query) -> Vue | None:
    kept = {name: values for name, values in query.items() if name not in DEADLINES}
    return Vue.parse(Genre.ECHEANCES, kept)


def _candidates(_web: Web, query: Query) -> Vue | None:
    found, problems = essaimage.read(query)
    return None if problems else found.vue


def _comparison(web: Web, query: Query) -> Vue | None:
    text = Reader(query).single(comparer.NAME) or ""
    found = comparer.read(web.services.territoires, text)
    if found.refus or not found.retenus:
        return None
    here = found.retenus[0]
    return Vue(Genre.TERRITOIRE, here.niveau, here.code)


_WHOLE: dict[str, Callable[[Web, Query], Vue | None]] = {
    "/": _map,
    "/experimentations": _list,
    "/echeances": _deadlines,
    "/essaimage": _candidates,
    "/comparer": _comparison,
}
