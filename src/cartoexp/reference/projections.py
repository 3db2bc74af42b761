"""Metric projections: Lambert-93 for the métropole, each DROM's own; areas and transforms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

METRO = "metro"
EPSG = {METRO: 2154, "971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
"""By territory: métropole (RGF93 / Lambert-93), Guadeloupe and Martinique (RGAF09 / UTM 20N),
Guyane (RGFG95 / UTM 22N), La Réunion (RGR92 / UTM 40S), Mayotte (RGM04 / UTM 38S)."""


def landmass(code: str) -> str:
    """Return the key of :data:`EPSG` for a commune code: ``metro`` or the DROM's code."""
    return code[:3] if code.startswith("97") else METRO


@lru_cache(maxsize=16)
def _transformer(epsg: int, *, inverse: bool) -> pyproj.Transformer:
    ends = (epsg, 4326) if inverse else (4326, epsg)
    return pyproj.Transformer.from_crs(*ends, always_xy=True)


def project(geometry: Any, code: str, *, inverse: bool = False) -> Any:  # noqa: ANN401 - geometry or array of them
    """Return geometries from degrees (EPSG:4326) to metres, or back.

    Args:
        geometry: one geometry or an array of them.
        code: code of a commune there: it gives the projection.
        inverse: from metres to degrees.
    """
    transformer = _transformer(EPSG[landmass(code)], inverse=inverse)

    def move(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    return shapely.transform(geometry, move)


def area_km2(geometry: Geometry, code: str) -> float:
    """Return the area of a geometry in degrees, in km² of the projection used at ``code``."""
    return 0.0 if geometry.is_empty else float(shapely.area(project(geometry, code)) / 1e6)
