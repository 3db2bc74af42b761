"""Boundaries of the levels, each one once: arcs of one simplified coverage, so that all nest."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry

    Point = tuple[int, int]
    Edge = tuple[Point, Point]

OUTER, REGION, DEPARTEMENT, EPCI = range(4)
"""Kinds of an arc: outside of the country, between régions, between départements of a région,
between EPCI of a département."""


class Owner(NamedTuple):
    """The territories to which one polygon of the coverage belongs, largest first."""

    region: str
    departement: str
    epci: str


class Arc(NamedTuple):
    """A line of one kind: whole coordinates (n x 2), the first one again at the end of a ring."""

    kind: int
    points: NDArray[np.int64]


def arcs(shapes: NDArray[np.object_], owners: Sequence[Owner], tolerance: float) -> list[Arc]:
    """Return the boundaries of a coverage, simplified together and rounded to whole units.

    Args:
        shapes: polygons of a valid coverage.
        owners: to whom each belongs.
        tolerance: side of the square whose area is the smallest triangle kept, in units.
    """
    sides: dict[Edge, list[int]] = defaultdict(list)
    for row, shape in enumerate(shapely.coverage_simplify(shapes, tolerance)):
        for edge in _edges(shape):
            sides[edge].append(row)
    by_kind: dict[int, list[Edge]] = {kind: [] for kind in range(4)}
    for edge, rows in sides.items():
        kind = _kind([owners[row] for row in rows])
        if kind is not None:
            by_kind[kind].append(edge)
    return [arc for kind, edges in by_kind.items() if edges for arc in _merged(kind, edges)]


def _edges(shape: Geometry) -> Iterator[Edge]:
    """Yield the edges of a polygon, their ends in order, without those that rounding closed."""
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = [(x, y) for x, y in np.rint(shapely.get_coordinates(ring)).astype(int).tolist()]
        for ends in pairwise(points):
            if ends[0] != ends[1]:
                yield min(ends), max(ends)


def _kind(sides: Sequence[Owner]) -> int | None:
    """Return the kind of an edge from who has it; ``None`` when both sides are the same."""
    if len(sides) == 1:
        return OUTER
    for kind, names in zip((REGION, DEPARTEMENT, EPCI), zip(*sides, strict=True), strict=True):
        if len(set(names)) > 1:
            return kind
    return None


def _merged(kind: int, edges: Sequence[Edge]) -> Iterator[Arc]:
    lines = shapely.linestrings(np.array(edges, dtype=np.float64))
    for line in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines))):
        yield Arc(kind, shapely.get_coordinates(line).astype(np.int64))
