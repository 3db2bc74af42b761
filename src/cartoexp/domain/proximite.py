"""The nearest of some places to each point of the globe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.voisinage import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from cartoexp.domain.comparables import Numbers, Rows

BLOCK = 1_000_000
"""Pairs compared at once: what a processor keeps close by."""


def nearest_places(centres: Numbers, of: Rows, places: Rows) -> tuple[Rows, Numbers]:
    """Return the nearest of ``places`` to each of ``of``, itself aside, and how far it is in km.

    ``centres`` (n x 2) are longitudes and latitudes in degrees, ``NaN`` when unknown; ``of`` (m)
    and ``places`` are rows of it. The row is -1 and the distance ``NaN`` where there is none. The
    lowest row wins among equals. A point of the sphere is a vector: the nearest has the largest
    product, whatever the place on Earth.
    """
    places = np.sort(places[np.isfinite(centres[places, 0])])
    found = np.full(len(of), -1, dtype=np.intp)
    km = np.full(len(of), np.nan)
    if not len(places):
        return found, km
    targets = _vectors(centres[places]).T
    step = max(1, BLOCK // len(places))
    for start in range(0, len(of), step):
        rows = of[start : start + step]
        products = _vectors(centres[rows]) @ targets
        column = np.searchsorted(places, rows)
        own = np.flatnonzero(places[np.minimum(column, len(places) - 1)] == rows)
        products[own, column[own]] = -np.inf
        best = np.argmax(products, axis=1)
        known = np.isfinite(products[np.arange(len(rows)), best])
        found[start : start + step] = np.where(known, places[best], -1)
    known = found >= 0
    km[known] = _arcs(centres[of[known]], centres[found[known]])
    return found, km


def _vectors(centres: Numbers) -> Numbers:
    lon, lat = np.radians(centres).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _arcs(a: Numbers, b: Numbers) -> Numbers:
    """Return great-circle distances in km: haversines, exact for short ones."""
    (lon_a, lat_a), (lon_b, lat_b) = np.radians(a).T, np.radians(b).T
    inner = np.sin((lat_b - lat_a) / 2) ** 2
    inner += np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    result: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(inner, 0, 1)))
    return result
