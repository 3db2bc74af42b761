"""The view: filters, level and position of the map, read from the address and written to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain import vues
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.filters import Filters
from cartoexp.domain.genres import Genre
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.emprise import Emprise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TRACKERS = (
    "fbclid",
    "gclid",
    "utm_campaign",
    "utm_content",
    "utm_medium",
    "utm_source",
    "utm_term",
)
"""Parameters that other sites add to links; they say nothing of the view."""

OWN = ("niveau", "couleur", "lat", "lon", "z")
FORM_YEARS = ("annee_de", "annee_a")
ZOOMS = (3.0, 14.0)
"""Those of the map; ``assets/vue.js`` has the same."""
COULEUR = re.compile(r"[a-z0-9_]{1,40}(:[A-Za-z0-9_-]{1,80})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Position:
    """Centre of the map (degrees, EPSG:4326) and zoom."""

    lat: float
    lon: float
    z: float


def parse_emprise(text: str) -> Emprise:
    """Read the frame of the map, « ouest,sud,est,nord » in degrees (EPSG:4326).

    Raises:
        InvalidParametersError: when these are not four numbers in order.
    """
    try:
        ouest, sud, est, nord = map(float, text.split(","))
    except ValueError:
        ouest = sud = est = nord = nan
    if not (ouest <= est and sud <= nord):
        told = "« emprise » est fait de quatre nombres : ouest, sud, est, nord."
        raise InvalidParametersError([ParameterProblem("emprise", told)])
    return Emprise(ouest, sud, est, nord)


@dataclass(frozen=True, slots=True)
class Vue:
    """What the page shows. ``niveau`` is the level that is coloured, not a filter.

    ``couleur`` is what colours it: services tell whether it exists.
    """

    filters: Filters = Filters()  # noqa: RUF009  frozen
    niveau: NiveauCarte = NiveauCarte.DEPARTEMENT
    position: Position | None = None
    couleur: str = NOMBRE

    @classmethod
    def parse(cls, query: Mapping[str, Sequence[str]]) -> Vue:
        """Read the query of the page.

        Raises:
            InvalidParametersError: with every problem found.
        """
        reader = Reader(query)
        niveau = reader.choice("niveau", NiveauCarte, NiveauCarte.DEPARTEMENT)
        couleur = reader.single("couleur") or NOMBRE
        if not COULEUR.fullmatch(couleur):
            reader.problem("couleur", "Valeur inconnue pour « couleur ».", (NOMBRE, TAUX))
        lat, lon = reader.number("lat", -90, 90), reader.number("lon", -180, 180)
        z = reader.number("z", *ZOOMS)
        position = None
        if lat is not None and lon is not None and z is not None:
            position = Position(lat, lon, z)
        elif not reader.problems and (lat, lon, z) != (None, None, None):
            reader.problem("lat", "« lat », « lon » et « z » vont ensemble.")
        reader.raise_problems()
        return cls(Filters.parse(filters_of(query)), niveau, position, couleur)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the view; the position is the browser's."""
        pairs = self.filters.pairs()
        if self.couleur != NOMBRE:
            pairs.insert(0, ("couleur", self.couleur))
        if self.niveau is not NiveauCarte.DEPARTEMENT:
            pairs.insert(0, ("niveau", self.niveau.value))
        return pairs

    def href(
        self,
        filters: Filters | None = None,
        niveau: NiveauCarte | None = None,
        couleur: str | None = None,
    ) -> str:
        """Return the address of this view, or of a changed one."""
        pairs = replace(
            self,
            filters=self.filters if filters is None else filters,
            niveau=niveau or self.niveau,
            couleur=couleur or self.couleur,
        ).pairs()
        return f"/?{urlencode(pairs, safe=',:')}" if pairs else "/"

    @property
    def table(self) -> str:
        """Address of the same view as a table."""
        query = urlencode(self.pairs(), safe=",:")
        return f"/carte/tableau{'?' if query else ''}{query}"

    @property
    def embed(self) -> vues.Vue:
        """The embed that shows the same."""
        return vues.Vue(Genre.CARTE, filters=self.filters, niveau=self.niveau, couleur=self.couleur)

    def toggled(self, name: str, value: str) -> Filters:
        """Return the filters with a value of a criterion added, or taken away if it is there."""
        current: tuple[str, ...] = getattr(self.filters, name)
        if value in current:
            return self.filters.without(name, value)
        pairs = dict(self.filters.pairs())
        pairs[name] = ",".join([*current, value])
        return Filters.parse({k: [v] for k, v in pairs.items()})


def filters_of(query: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return the part of a query that the filters read."""
    return {k: v for k, v in _joined_years(query).items() if k not in {*OWN, *TRACKERS}}


def _joined_years(query: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return the query with the two lists of the form as the one parameter that they stand for."""
    low, high = ("".join(query.get(name, ())).strip() for name in FORM_YEARS)
    others = {k: v for k, v in query.items() if k not in FORM_YEARS}
    if not low and not high:
        return others
    return {**others, "annee": [f"{low}-{high}"]}
