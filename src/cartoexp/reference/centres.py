"""A point inside each territory: its mairie where it can be, else the middle of its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry, Point

TOLERANCE_DEGREES = 1e-3


def middle(outline: Geometry) -> Point:
    """Return the centre of the largest circle inside the largest part (about 100 m close)."""
    parts = shapely.get_parts(outline)
    largest = max(parts, key=lambda part: part.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=TOLERANCE_DEGREES)
    centre = shapely.get_point(radius, 0)
    return centre if outline.contains(centre) else shapely.point_on_surface(largest)


def centres(outlines: Mapping[str, Geometry], preferred: Mapping[str, Point]) -> dict[str, Point]:
    """Return a point inside each outline: the preferred one where there is one.

    Args:
        outlines: outlines by code (WGS 84, degrees).
        preferred: points known to be inside, by code.
    """
    return {code: preferred.get(code) or middle(shape) for code, shape in outlines.items()}
