"""Polygons of a quantised TopoJSON file, as shapely geometries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely import Geometry

    Arc = NDArray[np.float64]

CLOSED_TRIANGLE = 4


def read_polygons(topology: dict[str, Any], name: str) -> dict[str, Geometry]:
    """Return the geometries of an object collection, by their ``id`` or name.

    Args:
        topology: a TopoJSON object whose arcs are quantised and delta-encoded.
        name: key in ``objects``.
    """
    arcs = _decode(topology)
    found: dict[str, Geometry] = {}
    for item in topology["objects"][name]["geometries"]:
        rings = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        polygons = [p for ring in rings if (p := _polygon(ring, arcs)) is not None]
        key = str(item.get("id") or item["properties"]["name"])
        shape = shapely.make_valid(shapely.MultiPolygon(polygons))
        found[key] = shapely.union(found[key], shape) if key in found else shape
    return found


def _decode(topology: dict[str, Any]) -> list[Arc]:
    scale = np.array(topology["transform"]["scale"])
    origin = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def _polygon(rings: Iterable[list[int]], arcs: list[Arc]) -> Geometry | None:
    """Quantisation flattens the smallest islands to less than a triangle: they are left out."""
    shell, *inner = (_ring(ring, arcs) for ring in rings)
    if len(shell) < CLOSED_TRIANGLE:
        return None
    return shapely.Polygon(shell, [ring for ring in inner if len(ring) >= CLOSED_TRIANGLE])


def _ring(references: list[int], arcs: list[Arc]) -> Arc:
    """A negative reference ``~i`` is arc ``i`` backwards; an arc repeats its predecessor's end."""
    parts = [arcs[~i][::-1] if i < 0 else arcs[i] for i in references]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
