"""From coordinates to the commune that holds the point, or to the larger territory around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import cos, hypot, inf, radians
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau, Territoire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cartoexp.domain.rattachement.lignes import Ligne

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?", re.ASCII)
KM_PER_DEGREE = 111.2
_SWAPPED = "Longitude et latitude étaient inversées."


@dataclass(frozen=True, slots=True)
class Point:
    """The territory around a point, and what was put right."""

    commune: Territoire
    territoire: Territoire
    lon: float
    lat: float
    dit: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Points:
    """Location of points."""

    territoires: Mapping[tuple[Niveau, str], Territoire]
    locate: Callable[[float, float], Territoire | None]

    @classmethod
    def build(
        cls,
        territoires: Iterable[Territoire],
        locate: Callable[[float, float], Territoire | None],
    ) -> Points:
        """Keep what contains communes."""
        return cls({t.cle: t for t in territoires if t.niveau is not Niveau.COMMUNE}, locate)

    def lire(self, ligne: Ligne) -> Point | None:
        """Return where the coordinates of a row are, at the level that it tells."""
        lon, lat = _degrees(ligne.indices.longitude), _degrees(ligne.indices.latitude)
        if lon is None or lat is None or (lon == 0 and lat == 0):
            return None
        commune, told = self.locate(lon, lat), ""
        if commune is None and abs(lon) <= 90:  # noqa: PLR2004  degrees of latitude
            lon, lat, told = lat, lon, _SWAPPED
            commune = self.locate(lon, lat)
        if commune is None:
            return None
        return Point(commune, self.autour(commune, ligne.niveaux), lon, lat, told)

    def autour(self, commune: Territoire, niveaux: frozenset[Niveau]) -> Territoire:
        """Return the territory of one of these levels that holds a commune, or the commune."""
        if not niveaux or Niveau.COMMUNE in niveaux:
            return commune
        codes = {
            Niveau.EPT: commune.code_ept,
            Niveau.EPCI: commune.code_epci,
            Niveau.DEPARTEMENT: commune.code_departement,
            Niveau.REGION: commune.code_region,
        }
        found = (self.territoires.get((n, codes[n] or "")) for n in codes if n in niveaux)
        return next((t for t in found if t), commune)


def distance_km(t: Territoire, point: Point) -> float:
    """Return how far a point is from the centre of a territory, infinite without a centre."""
    if t.centre is None:
        return inf
    east = (t.centre[0] - point.lon) * cos(radians(point.lat))
    return hypot(east, t.centre[1] - point.lat) * KM_PER_DEGREE


def _degrees(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
