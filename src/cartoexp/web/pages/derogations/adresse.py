"""The query of the registry: read once, written back in one form only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.query import Reader
from cartoexp.domain.registre import PARAMETRES, Criteres
from cartoexp.web.communs.derogations import PATH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIZE = 25
LAST_PAGE = 10_000
LIEU, PAGE = "lieu", "page"
_LIEU = re.compile(r"(region|departement)-([0-9AB]{2,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Demandee:
    """What the list shows: criteria, page (from 1)."""

    criteres: Criteres = field(default_factory=Criteres)
    page: int = 1

    @property
    def href(self) -> str:
        """Address of this very list."""
        pairs = self.criteres.pairs()
        if self.page > 1:
            pairs.append((PAGE, str(self.page)))
        return f"{PATH}?{urlencode(pairs, safe=',')}" if pairs else PATH

    def at(self, page: int) -> Demandee:
        """Return another page of the same list."""
        return replace(self, page=page)


def lire(query: Mapping[str, Sequence[str]]) -> Demandee:
    """Read the query of the list.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    reader = Reader(query)
    reader.refuse_unknown({*PARAMETRES, PAGE})
    criteres, page = Criteres.read(reader), reader.integer(PAGE, 1, 1, LAST_PAGE)
    reader.raise_problems()
    return Demandee(criteres, page)


def du_formulaire(query: Mapping[str, Sequence[str]]) -> dict[str, list[str]] | None:
    """Return the query that a form means, or ``None`` when no form sent it.

    Raises:
        InvalidParametersError: for a malformed place.
    """
    if LIEU not in query:
        return None
    found = {k: [v for v in vs if v] for k, vs in query.items() if k != LIEU}
    for place in filter(None, query[LIEU]):
        match = _LIEU.fullmatch(place)
        if not match:
            told = "« lieu » attend un territoire de la liste, comme departement-59."
            raise InvalidParametersError([ParameterProblem(LIEU, told)])
        found.setdefault(match[1], []).append(match[2])
    return {k: vs for k, vs in found.items() if vs}


def apres(pages: int) -> InvalidParametersError:
    """Return the error for a page after the last one."""
    told = f"« page » va de 1 à {pages} pour cette liste."
    return InvalidParametersError([ParameterProblem(PAGE, told)])
