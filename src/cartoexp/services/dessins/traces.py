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


def paths(shapes: Sequence[shapely.Geometry], smallest: float = 0.0) -> list[str]:
    """Return the path data of each shape, as :func:`path_data` would, all at once: far sooner.

    What is thinner than a unit is drawn a unit wider.
    """
    every = np.array(shapes, dtype=object)
    parts, owners = shapely.get_parts(every, return_index=True)
    areas = shapely.area(parts)
    order = np.lexsort((-areas, owners))
    parts, owners, areas = parts[order], owners[order], areas[order]
    kept = (np.diff(owners, prepend=-1) != 0) | (areas >= smallest)
    rings, holders = shapely.get_rings(parts[kept], return_index=True)
    found = [""] * len(every)
    for owner, told in zip(owners[kept][holders].tolist(), _rings(rings), strict=True):
        found[owner] += told
    return [told or _widened(shape) for told, shape in zip(found, every, strict=True)]


def _rings(rings: NDArray[np.object_]) -> list[str]:
    coordinates, numbers = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(coordinates).astype(int)
    steps = np.diff(whole, axis=0).tolist()
    told = [f"{x}{y if y < 0 else f' {y}'}" if x or y else "" for x, y in steps]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    found = []
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        moved = [t for t in told[start : end - 2] if t]
        x, y = whole[start].tolist()
        found.append(f"M{x} {y}l{' '.join(moved)}z" if len(moved) >= _LEAST else "")
    return found


def _widened(shape: shapely.Geometry) -> str:
    return path_data(shape.envelope.buffer(1, join_style="mitre"))
