"""The query of the register: read once, written back in one form only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Choix
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.query import Reader
from cartoexp.web.communs import echeances as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIZE = 40
LAST_PAGE = 10_000
OWN = ("vue", "page")
FORM_ONLY = ("lieu", "periode")
"""Fields that the form needs and that the address spells otherwise."""
_LIEU = re.compile(r"(region|departement|epci)-([0-9AB]{2,9})", re.ASCII)


class Affichage(StrEnum):
    """How dates are shown."""

    FRISE = "frise"
    TABLEAU = "tableau"


@dataclass(frozen=True, slots=True)
class Demande:
    """What the page shows: what is asked for, how, and which page of it (from 1)."""

    choix: Choix
    affichage: Affichage = Affichage.FRISE
    page: int = 1

    @property
    def href(self) -> str:
        """Address of this very page."""
        more = {} if self.affichage is Affichage.FRISE else {"vue": self.affichage.value}
        if self.page > 1:
            more["page"] = str(self.page)
        return words.address(self.choix, **more)

    def avec(self, choix: Choix) -> Demande:
        """Return the first page of what else is asked for, shown alike."""
        return replace(self, choix=choix, page=1)

    def at(self, page: int) -> Demande:
        """Return another page of the same."""
        return replace(self, page=page)

    def montree(self, affichage: Affichage) -> Demande:
        """Return the first page of the same, shown otherwise."""
        return replace(self, affichage=affichage, page=1)


def read(query: Mapping[str, Sequence[str]]) -> Demande:
    """Read the query, whether it comes from a link or from the form.

    Raises:
        InvalidParametersError: for anything unknown, malformed or contradictory.
    """
    cleaned = from_form(query)
    reader = Reader(cleaned)
    shown = reader.choice("vue", Affichage, Affichage.FRISE)
    page = reader.integer("page", 1, 1, LAST_PAGE)
    reader.raise_problems()
    return Demande(Choix.parse(cleaned, also=OWN), shown, page)


def sent_by_form(query: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the query comes from the form, to be rewritten as an address."""
    return any(name in query for name in FORM_ONLY)


def from_form(query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the query with the fields of the form turned into criteria.

    Raises:
        InvalidParametersError: for a malformed place.
    """
    if not sent_by_form(query):
        return {k: [*v] for k, v in query.items()}
    found = {k: [x for x in v if x] for k, v in query.items() if k not in FORM_ONLY}
    found = {k: v for k, v in found.items() if v}
    for place in filter(None, query.get("lieu", ())):
        match = _LIEU.fullmatch(place)
        if not match:
            told = "« lieu » attend un territoire de la liste, comme departement-59."
            raise InvalidParametersError([ParameterProblem("lieu", told)])
        found.setdefault(match[1], []).append(match[2])
    months = "".join(query.get("periode", ()))
    if months and not found.keys() & {"de", "a"}:
        found["mois"] = [months]
    return found


def page_problem(pages: int) -> InvalidParametersError:
    """Return the error for a page after the last one."""
    told = f"« page » va de 1 à {pages} pour ce registre."
    return InvalidParametersError([ParameterProblem("page", told)])
