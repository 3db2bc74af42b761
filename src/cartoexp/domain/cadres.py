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
        scale, centre, middle = self._fit()
        projected: Floats = middle + (self._plane(lonlat) - centre) * scale
        return projected

    def locate(self, units: Floats) -> Floats:
        """Return n × 2 degrees (WGS 84) from n × 2 units: the way back of :meth:`project`."""
        scale, centre, middle = self._fit()
        plane = (units - middle) / scale + centre
        if self.extremes:
            return _unconic(plane)
        _, south, _, north = self.bounds
        degrees: Floats = plane / np.array([math.cos(math.radians((south + north) / 2)), 1.0])
        return degrees

    def _fit(self) -> tuple[Floats, Floats, Floats]:
        """Return the scale by axis (y grows downwards), and what goes in the middle of the box."""
        west, south, east, north = self.bounds
        corners = self.extremes or ((west, south), (east, north))
        limits = self._plane(np.array(corners))
        low, high = limits.min(axis=0), limits.max(axis=0)
        left, top, width, height = self.box
        scale = min(width / (high[0] - low[0]), height / (high[1] - low[1]))
        middle = np.array([left + width / 2, top + height / 2])
        return scale * np.array([1.0, -1.0]), (low + high) / 2, middle

    def _plane(self, lonlat: Floats) -> Floats:
        _, south, _, north = self.bounds
        return _conic(lonlat) if self.extremes else _plate(lonlat, (south + north) / 2)


def _constants() -> tuple[float, float, float]:
    low, high = _PARALLELS
    n = math.log(math.cos(low) / math.cos(high)) / math.log(_t(high) / _t(low))
    radius = math.cos(low) * _t(low) ** n / n
    return n, radius, radius / _t(_LAT0) ** n


def _conic(lonlat: Floats) -> Floats:
    """Project as Lambert-93 does, on a sphere of radius 1."""
    n, radius, apex = _constants()
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    rho = radius / np.tan(math.pi / 4 + lat / 2) ** n
    angle = n * (lon - _LON0)
    return np.column_stack([rho * np.sin(angle), apex - rho * np.cos(angle)])


def _unconic(plane: Floats) -> Floats:
    n, radius, apex = _constants()
    x, down = plane[:, 0], apex - plane[:, 1]
    lon = _LON0 + np.arctan2(x, down) / n
    lat = 2 * np.arctan((radius / np.hypot(x, down)) ** (1 / n)) - math.pi / 2
    return np.degrees(np.column_stack([lon, lat]))


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
