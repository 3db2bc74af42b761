"""Which shapes a box touches: exactly, in the coordinate system of the box."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.services.entites.reperes import Repere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Rows = NDArray[np.integer]

TURN = 360.0
MARGIN = 0.03
"""Part of its diagonal by which a projected box is widened: its edges become curves."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """A box: (low, low, high, high) on the axes of ``repere``.

    In degrees, a west that is east of the east goes round by the antimeridian.
    """

    bornes: tuple[float, float, float, float]
    repere: Repere = Repere.CRS84

    def parts(self) -> Iterator[tuple[float, float, float, float]]:
        """Yield boxes (west, south, east, north) that do not go round."""
        west, south, east, north = self.bornes
        if self.repere is Repere.EPSG4326:
            south, west, north, east = self.bornes
        if west <= east:
            yield west, south, east, north
        else:
            yield west, south, TURN / 2, north
            yield -TURN / 2, south, east, north


@dataclass(frozen=True, eq=False)
class Etendues:
    """Extents of n shapes (degrees, CRS84), of which some are ``None``."""

    formes: NDArray[np.object_]

    def touched(self, cadre: Cadre) -> Rows:
        """Return the rows, in order, of the shapes that a box touches and of those nowhere.

        The standard wants the latter: OGC API – Features 1.0.1, requirement 24 C.
        """
        metric = cadre.repere is Repere.LAMBERT93
        found = [self._inside(part, metric=metric) for part in cadre.parts()]
        if len(found) == 1 and not len(self._nowhere):
            return np.sort(found[0])
        return np.unique(np.concatenate([self._nowhere, *found]))

    def _inside(self, box: tuple[float, float, float, float], *, metric: bool) -> Rows:
        around = shapely.box(*box)
        low_x, low_y, high_x, high_y = box
        near = self._near_metric(box) if metric else self._tree.query(around)
        west, south, east, north = (self._metric if metric else self.degrees)[:, near]
        sure = (west >= low_x) & (east <= high_x) & (south >= low_y) & (north <= high_y)
        unsure = near[~sure]
        shapes = self.formes[unsure]
        if metric and len(shapes):
            shapes = Repere.LAMBERT93.write(shapes)
        shapely.prepare(around)
        return np.concatenate([near[sure], unsure[shapely.intersects(around, shapes)]])

    def _near_metric(self, box: tuple[float, float, float, float]) -> Rows:
        west, south, east, north = self._metric
        low_x, low_y, high_x, high_y = box
        hit = (west <= high_x) & (east >= low_x) & (south <= high_y) & (north >= low_y)
        return np.flatnonzero(hit)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.formes)

    @cached_property
    def degrees(self) -> NDArray[np.float64]:
        """West, south, east and north (4, n) in degrees; NaN for a shape that is nowhere."""
        return np.ascontiguousarray(shapely.bounds(self.formes).T)

    @cached_property
    def _nowhere(self) -> Rows:
        return np.flatnonzero(np.isnan(self.degrees[0]))

    @cached_property
    def _metric(self) -> NDArray[np.float64]:
        """Extents (4, n) in metres of Lambert-93, never too narrow."""
        west, south, east, north = self.degrees
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        x = np.stack([west, middle_x, east, east, east, middle_x, west, west])
        y = np.stack([south, south, south, middle_y, north, north, north, middle_y])
        known = ~np.isnan(west)
        found = np.full((4, len(self.formes)), np.nan)
        points = shapely.points(x[:, known].ravel(), y[:, known].ravel())
        moved = shapely.get_coordinates(Repere.LAMBERT93.write(points)).reshape(8, -1, 2)
        low, high = moved.min(axis=0), moved.max(axis=0)
        wider = MARGIN * np.hypot(*(high - low).T)[:, np.newaxis] + 1.0
        found[:, known] = np.concatenate([low - wider, high + wider], axis=1).T
        return found
