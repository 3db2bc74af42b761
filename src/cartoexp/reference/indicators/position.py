"""Communes of the shore and of the land borders, from the outer boundary of the coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.archives import read_json
from cartoexp.reference.indicators.frame import Frame, Measure
from cartoexp.reference.projections import project
from cartoexp.reference.topojson import read_polygons

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from cartoexp.reference.indicators.frame import Array


ARCHIVE = "world-atlas"
FRANCE = "250"
"""ISO 3166 number, which Natural Earth gives to the métropole and the DROM alike."""
LEAST_METRES = 300.0
"""A commune is of the shore or of the border when at least this much of its edge is."""
MARGIN_DEGREES = 2.0


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme (1 = yes, 0 = no; ``NaN`` without an outline)."""
    topology = read_json(frame.archives[ARCHIVE], "package/countries-10m.json")
    world = read_polygons(topology, "countries")
    shore, border, distance = frame.empty(), frame.empty(), frame.empty()
    for mass, where in frame.landmasses.items():
        outlines = np.array([frame.geography.outlines[frame.codes[i]] for i in where], dtype=object)
        owner, edges = outer_edges(project(outlines, mass))
        sea, foreign = _surroundings(world, shapely.total_bounds(outlines), mass)
        middle = shapely.line_interpolate_point(edges, 0.5, normalized=True)
        at_sea = distances(middle, sea) < distances(middle, foreign)
        length = shapely.length(edges)
        shore[where] = np.bincount(owner, length * at_sea, len(where)) >= LEAST_METRES
        border[where] = np.bincount(owner, length * ~at_sea, len(where)) >= LEAST_METRES
        distance[where] = _nearest(frame.centres[where], edges[at_sea]) / 1000.0
    return {
        "littoral": Measure(shore),
        "frontiere": Measure(border),
        "distance_mer": Measure(distance),
    }


def outer_edges(outlines: NDArray[np.object_]) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Return the segments that only one outline of a valid coverage has, and whose they are.

    Args:
        outlines: polygons of a valid coverage.

    Returns:
        Positions of the owners in ``outlines``, and the segments as two-point lines.
    """
    parts, owners = shapely.get_parts(outlines, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    same = ring_of[1:] == ring_of[:-1]
    starts, ends = points[:-1][same], points[1:][same]
    owner = owners[part_of[ring_of[:-1][same]]]
    swap = (starts[:, 0] > ends[:, 0]) | (
        (starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1])
    )
    low, high = np.where(swap[:, None], ends, starts), np.where(swap[:, None], starts, ends)
    _, first, count = np.unique(
        np.column_stack([low, high]), axis=0, return_index=True, return_counts=True
    )
    alone = np.sort(first[count == 1])
    return owner[alone], shapely.linestrings(np.stack([starts[alone], ends[alone]], axis=1))


def _surroundings(
    world: dict[str, Geometry], bounds: NDArray[np.float64], mass: str
) -> tuple[Geometry, Geometry]:
    """Sea and foreign land around a landmass, in metres.

    The world map is drawn at 1:10,000,000 and strays from the IGN's outlines by up to 2 km: an
    edge is told by whichever of the two is nearer, not by touching it.
    """
    window = shapely.box(*(bounds + np.array([-1, -1, 1, 1]) * MARGIN_DEGREES))
    land = {code: shapely.intersection(shape, window) for code, shape in world.items()}
    foreign = shapely.union_all([shape for code, shape in land.items() if code != FRANCE])
    sea = shapely.difference(window, shapely.union_all(list(land.values())))
    return project(sea, mass), project(foreign, mass)


def distances(points: NDArray[np.object_], area: Geometry) -> Array:
    """Return the distance of each point to a surface: 0 inside, infinite if it is empty."""
    if area.is_empty:
        return np.full(len(points), np.inf)
    shapely.prepare(area)
    inside = shapely.intersects(area, points)
    return np.where(inside, 0.0, _nearest(points, _segments(area)))


def _segments(area: Geometry) -> NDArray[np.object_]:
    points, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(area)), return_index=True
    )
    same = ring[1:] == ring[:-1]
    lines: NDArray[np.object_] = shapely.linestrings(
        np.stack([points[:-1][same], points[1:][same]], axis=1)
    )
    return lines


def _nearest(points: NDArray[np.object_], lines: NDArray[np.object_]) -> Array:
    (origin, _), metres = shapely.STRtree(lines).query_nearest(
        points, return_distance=True, all_matches=False
    )
    found = np.full(len(points), np.inf)
    found[origin] = metres
    return found
