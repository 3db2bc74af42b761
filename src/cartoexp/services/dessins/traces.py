"""Shapes in units written as SVG path data: relative whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LEAST = 2
"""Moves that make a surface, with the way back."""


def path_data(shape: shapely.Geometry, smallest: float = 0.0) -> str:
    """Return the rings of a shape (units) as relative whole numbers; the largest is always kept."""
    rings: list[NDArray[np.float64]] = []
    parts = sorted(shapely.get_parts(shape), key=lambda p: -p.area)
    for rank, part in enumerate(parts):
        if rank == 0 or part.area >= smallest:
            rings += [shapely.get_coordinates(r) for r in (part.exterior, *part.interiors)]
    return "".join(_ring(r) for r in rings)


def _ring(coordinates: NDArray[np.float64]) -> str:
    whole = np.rint(coordinates).astype(int)
    steps = np.diff(whole, axis=0)[:-1]
    moved = steps[np.any(steps != 0, axis=1)]
    body = "".join(f"{x}{y if y < 0 else f' {y}'} " for x, y in moved.tolist())
    if len(moved) < _LEAST:
        return ""
    return f"M{whole[0][0]} {whole[0][1]}l{body.rstrip()}z"


def lines_data(shapes: Sequence[shapely.Geometry]) -> str:
    """Return the edges of shapes (units), each one once even where two shapes share it."""
    edges = shapely.line_merge(shapely.union_all(shapely.boundary(np.array(shapes, dtype=object))))
    return "".join(_line(shapely.get_coordinates(part)) for part in shapely.get_parts(edges))


def _line(coordinates: NDArray[np.float64]) -> str:
    whole = np.rint(coordinates).astype(int)
    steps = np.diff(whole, axis=0)
    moved = steps[np.any(steps != 0, axis=1)]
    if not len(moved):
        return ""
    body = "".join(f"{x}{y if y < 0 else f' {y}'} " for x, y in moved.tolist())
    return f"M{whole[0][0]} {whole[0][1]}l{body.rstrip()}"


def seen(shape: shapely.Geometry, smallest: float = 0.0) -> str:
    """Return the path data of a shape; what is thinner than a unit is drawn a unit wider."""
    return path_data(shape, smallest) or path_data(shape.envelope.buffer(1, join_style="mitre"))
