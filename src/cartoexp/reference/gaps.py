"""The few places inside France that belong to no commune, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from cartoexp.reference.projections import area_km2

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely import Geometry


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A place (degrees) whose hole has a reason, and the largest area it may have, in km²."""

    lon: float
    lat: float
    limit_km2: float
    reason: str


WATER = "surface en eau que les contours de l’IGN ne rattachent à aucune commune"
KNOWN = (
    KnownGap(1.98, 42.465, 13.5, "enclave espagnole de Llívia"),
    KnownGap(-1.2311, 49.3077, 0.1, f"bassin à flot de Carentan, {WATER}"),
    KnownGap(-3.2484, 48.7877, 0.05, f"estuaire du Jaudy, {WATER}"),
    KnownGap(-3.2530, 48.7857, 0.025, f"estuaire du Jaudy, {WATER}"),
    KnownGap(5.1194, 43.5094, 0.035, f"rive de l’étang de Berre, {WATER}"),
    KnownGap(-2.2240, 48.5394, 0.02, f"estuaire de l’Arguenon, {WATER}"),
)


def explain(holes: Iterable[tuple[str, Geometry]]) -> tuple[list[str], list[str]]:
    """Return sentences for the explained holes and for those without a reason.

    Args:
        holes: ``(landmass, hole)`` in degrees, as ``coverage.holes`` gives them.
    """
    explained: list[str] = []
    unexplained: list[str] = []
    for mass, hole in holes:
        area = area_km2(hole, mass)
        place = hole.representative_point()
        where = f"{place.x:.4f}, {place.y:.4f} : {area:.3f} km²".replace(".", ",")
        known = next((gap for gap in KNOWN if _is(gap, hole, area)), None)
        if known:
            explained.append(f"{known.reason} ({where})")
        else:
            unexplained.append(where)
    return explained, unexplained


def _is(gap: KnownGap, hole: Geometry, area: float) -> bool:
    return area <= gap.limit_km2 and hole.dwithin(shapely.Point(gap.lon, gap.lat), 1e-3)
