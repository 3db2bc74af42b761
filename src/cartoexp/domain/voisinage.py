"""How two territories stand to each other: one holds the other, they are neighbours, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire

NEARBY_KM = 30.0
"""Farthest neighbour, from centre to centre as the crow flies."""

EARTH_RADIUS_KM = 6371.0088
_KM_A_DEGREE = 111.0
LOCAL = (Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT)
"""Levels small enough for a distance between centres to mean something.

A tuple: asked a thousand times a page, it tells by identity, where a set would hash each time.
"""


class Relation(StrEnum):
    """Where a territory stands, seen from another one; each has one relation at most."""

    ICI = "ici"
    INTERIEUR = "interieur"
    MEME_EPCI = "meme_epci"
    AU_DESSUS = "au_dessus"
    PROCHE = "proche"


Keys = Collection[tuple[Niveau, str]]


def relation(
    here: Territoire, other: Territoire, over: Keys = ()
) -> tuple[Relation | None, float | None]:
    """Return how ``other`` stands to ``here`` and the distance (km) of a neighbour.

    ``over`` are the larger territories that hold a part of ``here``, such as the départements
    over which an EPCI spreads: they stand above it too.

    ``PROCHE`` is kept for neighbours within :data:`NEARBY_KM` that nothing else links. The
    distance is ``None`` where it would mean nothing: one holds the other, or a centre is unknown.
    """
    if other.code == here.code and other.niveau is here.niveau:
        return Relation.ICI, None
    if holds(here, other):
        return Relation.INTERIEUR, None
    if holds(other, here) or (over and other.cle in over):
        return Relation.AU_DESSUS, None
    if here.niveau not in LOCAL or other.niveau not in LOCAL:
        return None, None
    sibling = here.code_epci is not None and here.code_epci == other.code_epci
    distance = distance_km(here, other, None if sibling else NEARBY_KM)
    if sibling:
        return Relation.MEME_EPCI, distance
    return (None if distance is None else Relation.PROCHE), distance


def holds(outer: Territoire, inner: Territoire) -> bool:
    """Tell whether ``outer`` holds ``inner``.

    An EPCI belongs to the département that has most of its communes, as everywhere in Cartoexp.
    """
    niveau = outer.niveau
    if niveau is inner.niveau:
        return False
    if niveau is Niveau.REGION:
        return inner.code_region == outer.code
    if niveau is Niveau.DEPARTEMENT:
        return inner.code_departement == outer.code
    if niveau is Niveau.EPCI:
        return inner.code_epci == outer.code
    return niveau is Niveau.EPT and inner.code_ept == outer.code


def distance_km(a: Territoire, b: Territoire, limit: float | None = None) -> float | None:
    """Return the great-circle distance between two centres in km.

    ``None`` when a centre is unknown or the distance is beyond ``limit``.
    """
    if a.centre is None or b.centre is None:
        return None
    (lon_a, lat_a), (lon_b, lat_b) = a.centre, b.centre
    if limit is not None and abs(lat_a - lat_b) * _KM_A_DEGREE > limit * 1.01:
        return None
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    distance = 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
    return distance if limit is None or distance <= limit else None
