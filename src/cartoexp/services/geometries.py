"""Use case: exact geometries of territories, as GeoJSON objects (EPSG:4326)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import numpy as np
import shapely

from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.outlines import Outlines

Geometry = dict[str, Any]
PRECISION = 6
"""Decimals of a degree: about 10 cm, less than the outlines are worth."""


@dataclass(frozen=True)
class GeometryService:
    """Geometries by territory; a territory without outline (COM) has none.

    Rings follow RFC 7946: outer ones counterclockwise. Coordinates are longitude, latitude.
    """

    outlines: Outlines
    folder: Path

    def contour(self, territoire: Territoire) -> Geometry | None:
        """Return the outline, a Polygon or a MultiPolygon."""
        shape = self.outlines.shape(territoire)
        if shape is None:
            return None
        rounded = shapely.transform(shapely.orient_polygons(shape), _round)
        found: Geometry = json.loads(shapely.to_geojson(rounded))
        return found

    def bbox(self, territoire: Territoire) -> Geometry | None:
        """Return the bounding box, as a Polygon."""
        shape = self.outlines.shape(territoire)
        if shape is None:
            return None
        box = shapely.box(*_round(np.array(shapely.bounds(shape))))
        found: Geometry = json.loads(shapely.to_geojson(box))
        return found

    def mairie(self, commune: Territoire) -> Point | None:
        """Return the location of the mairie, a Point."""
        return point(self._mairies.get(commune.code))

    @cached_property
    def _mairies(self) -> dict[str, tuple[float, float]]:
        table = read_table(self.folder / "mairies.parquet", ["code", "lon", "lat"])
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        return {code: (lon, lat) for code, lon, lat in rows if lon is not None and lat is not None}


class Point(TypedDict):
    """A GeoJSON point: longitude, latitude."""

    type: Literal["Point"]
    coordinates: list[float]


def point(centre: tuple[float, float] | None) -> Point | None:
    """Return a (longitude, latitude) pair as a Point."""
    return None if centre is None else {"type": "Point", "coordinates": list(centre)}


def _round(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(coordinates, PRECISION)
