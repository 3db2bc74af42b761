"""Where a place falls on a small fixed map: mainland and Corsica, five overseas insets below.

Each frame has its own scale. What is in no frame (the COM) has no place on the map.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WIDTH, HEIGHT = 1000, 1090
"""Size of the map, in units; y grows downwards."""

_PARALLELS = (math.radians(44), math.radians(49))
_LON0, _LAT0 = math.radians(3), math.radians(46.5)


@dataclass(frozen=True, slots=True)
class Cadre:
    """A frame: its bounds in degrees (west, south, east, north) and its box in units.

    ``extremes`` (longitude, latitude) are the points that must touch the box when the projection
    is conic: the corners of the bounds lie far out at sea.
    """

    nom: str
    bounds: tuple[float, float, float, float]
    box: tuple[float, float, float, float]
    extremes: tuple[tuple[float, float], ...] = ()

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point (WGS 84, degrees) is in the bounds."""
        west, south, east, north = self.bounds
        return west <= lon <= east and south <= lat <= north

    def project(self, lonlat: Floats) -> Floats:
        """Return n × 2 units from n × 2 degrees (WGS 84), centred in the box, ratio kept."""
        west, south, east, north = self.bounds
        corners = self.extremes or ((west, south), (east, north))
        limits = self._plane(np.array(corners))
        low, high = limits.min(axis=0), limits.max(axis=0)
        left, top, width, height = self.box
        scale = min(width / (high[0] - low[0]), height / (high[1] - low[1]))
        middle = np.array([left + width / 2, top + height / 2])
        shifted = (self._plane(lonlat) - (low + high) / 2) * scale
        projected: Floats = middle + shifted * np.array([1.0, -1.0])
        return projected

    def _plane(self, lonlat: Floats) -> Floats:
        _, south, _, north = self.bounds
        return _conic(lonlat) if self.extremes else _plate(lonlat, (south + north) / 2)


def _conic(lonlat: Floats) -> Floats:
    """Project as Lambert-93 does, on a sphere of radius 1."""
    low, high = _PARALLELS
    n = math.log(math.cos(low) / math.cos(high)) / math.log(_t(high) / _t(low))
    radius = math.cos(low) * _t(low) ** n / n
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    rho = radius / np.tan(math.pi / 4 + lat / 2) ** n
    angle = n * (lon - _LON0)
    return np.column_stack([rho * np.sin(angle), radius / _t(_LAT0) ** n - rho * np.cos(angle)])


def _t(lat: float) -> float:
    return math.tan(math.pi / 4 + lat / 2)


def _plate(lonlat: Floats, lat: float) -> Floats:
    """Project on an equirectangular plane, true at ``lat`` (degrees)."""
    flat: Floats = lonlat * np.array([math.cos(math.radians(lat)), 1.0])
    return flat


def _inset(rank: int) -> tuple[float, float, float, float]:
    return 25.0 + 200 * rank, 955.0, 150.0, 100.0


_EXTREMES = ((-5.15, 48.46), (2.55, 51.09), (8.24, 48.97), (9.57, 42.3), (9.2, 41.36))
"""Ouessant, Bray-Dunes, Lauterbourg, the east of Corsica, Bonifacio."""

METROPOLE = Cadre("Hexagone et Corse", (-5.2, 41.3, 9.6, 51.15), (20, 20, 960, 910), _EXTREMES)
CADRES = (
    METROPOLE,
    Cadre("Guadeloupe", (-61.85, 15.8, -60.95, 16.55), _inset(0)),
    Cadre("Martinique", (-61.25, 14.35, -60.8, 14.92), _inset(1)),
    Cadre("Guyane", (-54.65, 2.05, -51.55, 5.8), _inset(2)),
    Cadre("La Réunion", (55.2, -21.42, 55.87, -20.84), _inset(3)),
    Cadre("Mayotte", (45.0, -13.03, 45.33, -12.62), _inset(4)),
)


def frame_of(lon: float, lat: float) -> Cadre | None:
    """Return the frame that holds a point (WGS 84, degrees), or ``None``."""
    return next((c for c in CADRES if c.holds(lon, lat)), None)
