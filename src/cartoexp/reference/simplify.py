"""Lighter outlines for the screen: the same coverage with fewer vertices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.projections import landmass, project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry

TOLERANCES_METRES = {"regions": 1500.0, "departements": 1250.0, "epci": 700.0, "communes": 300.0}
"""Side of the square whose area is the smallest triangle kept (Visvalingam-Whyatt), by level."""

DECIMALS = 6
"""Of a degree: about ten centimetres. Shared vertices are rounded alike, so edges stay shared."""


def simplify(
    outlines: Mapping[str, Geometry], anchors: Mapping[str, str], tolerance: float
) -> dict[str, Geometry]:
    """Return a simplified coverage (WGS 84, degrees), by code.

    Args:
        outlines: a valid coverage on each landmass.
        anchors: code of one commune of each territory, which tells its landmass.
        tolerance: in metres, applied in the projection of the landmass.
    """
    simple: dict[str, Geometry] = {}
    for mass, codes in _by_mass(outlines, anchors).items():
        metres = project(np.array([outlines[code] for code in codes], dtype=object), mass)
        reduced = project(shapely.coverage_simplify(metres, tolerance), mass, inverse=True)
        reduced = shapely.transform(reduced, lambda xy: xy.round(DECIMALS))
        simple |= dict(zip(codes, shapely.normalize(reduced), strict=True))
    return dict(sorted(simple.items()))


def _by_mass(outlines: Mapping[str, Geometry], anchors: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in sorted(outlines):
        groups.setdefault(landmass(anchors[code]), []).append(code)
    return groups
