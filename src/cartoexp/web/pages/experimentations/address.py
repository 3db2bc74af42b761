"""The query of the list: read once, written back in one form only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.services.listing import Tri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATH = "/experimentations"
SIZE = 25
LAST_PAGE = 10_000
FORM_ONLY = ("annee_de", "annee_a", "lieu")
"""Fields that the form needs and that the address spells otherwise."""

_LIEU = re.compile(r"(region|departement|epci)-([0-9AB]{2,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows: filters, order, page (from 1)."""

    filters: Filters
    tri: Tri = Tri.IMPLANTATIONS
    page: int = 1

    @property
    def href(self) -> str:
        """Address of this very list."""
        pairs = self.filters.pairs()
        if self.tri is not Tri.IMPLANTATIONS:
            pairs.append(("tri", self.tri.value))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"{PATH}?{urlencode(pairs, safe=',')}" if pairs else PATH

    def with_filters(self, filters: Filters) -> ListQuery:
        """Return the first page of other filters, in the same order."""
        return replace(self, filters=filters, page=1)

    def at(self, page: int) -> ListQuery:
        """Return another page of the same list."""
        return replace(self, page=page)

    def sorted_by(self, tri: Tri) -> ListQuery:
        """Return the first page of the same list in another order."""
        return replace(self, tri=tri, page=1)


def read(query: Mapping[str, Sequence[str]]) -> ListQuery:
    """Read the query of the list, whether it comes from a link or from the form.

    Raises:
        InvalidParametersError: for anything unknown, malformed or contradictory.
    """
    cleaned = from_form(query)
    reader = Reader(cleaned)
    tri = reader.choice("tri", Tri, Tri.IMPLANTATIONS)
    page = reader.integer("page", 1, 1, LAST_PAGE)
    reader.raise_problems()
    return ListQuery(Filters.parse(cleaned, also=("tri", "page")), tri, page)


def refuse_any(query: Mapping[str, Sequence[str]]) -> None:
    """Refuse every parameter, for a page that reads none.

    Raises:
        InvalidParametersError: when there is one.
    """
    reader = Reader(query)
    reader.refuse_unknown(())
    reader.raise_problems()


def sent_by_form(query: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the query has fields of the form, to be rewritten as an address."""
    return any(name in query for name in FORM_ONLY)


def from_form(query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the query with the fields of the form turned into criteria.

    Years left empty mean all years: then nothing is left out for want of a date, and the choice
    made for undated implantations has no object.

    Raises:
        InvalidParametersError: for a malformed place.
    """
    if not sent_by_form(query):
        return {k: list(v) for k, v in query.items()}
    found = {k: list(v) for k, v in query.items() if k not in FORM_ONLY}
    for place in filter(None, query.get("lieu", ())):
        match = _LIEU.fullmatch(place)
        if not match:
            told = "« lieu » attend un territoire de la liste, comme departement-59."
            raise InvalidParametersError([ParameterProblem("lieu", told)])
        found.setdefault(match[1], []).append(match[2])
    low, high = ("".join(query.get(name, ())).strip() for name in ("annee_de", "annee_a"))
    if low or high:
        found.setdefault("annee", []).append(f"{low}-{high}")
    return found


def page_problem(pages: int) -> InvalidParametersError:
    """Return the error for a page after the last one."""
    told = f"« page » va de 1 à {pages} pour cette liste."
    return InvalidParametersError([ParameterProblem("page", told)])
