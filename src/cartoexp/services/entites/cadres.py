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

    def touched(self, cadre: Cadre) -> NDArray[np.bool_]:
        """Return the mask (n) of the shapes that a box touches, and of those that are nowhere.

        The standard wants the latter: OGC API – Features 1.0.1, requirement 24 C.
        """
        metric = cadre.repere is Repere.LAMBERT93
        found: NDArray[np.bool_] = self._nowhere.copy()
        for part in cadre.parts():
            found[self._inside(part, metric=metric)] = True
        return found

    def _inside(
        self, box: tuple[float, float, float, float], *, metric: bool
    ) -> NDArray[np.integer]:
        west, south, east, north = self._metric if metric else self.degrees
        low_x, low_y, high_x, high_y = box
        near = np.flatnonzero(
            (west <= high_x) & (east >= low_x) & (south <= high_y) & (north >= low_y)
        )
        sure = (west[near] >= low_x) & (east[near] <= high_x)
        sure &= (south[near] >= low_y) & (north[near] <= high_y)
        unsure = near[~sure]
        shapes = self.formes[unsure]
        if metric and len(shapes):
            shapes = Repere.LAMBERT93.write(shapes)
        around = shapely.box(*box)
        shapely.prepare(around)
        return np.concatenate([near[sure], unsure[shapely.intersects(around, shapes)]])

    @cached_property
    def degrees(self) -> NDArray[np.float64]:
        """West, south, east and north (4, n) in degrees; NaN for a shape that is nowhere."""
        return np.ascontiguousarray(shapely.bounds(self.formes).T)

    @cached_property
    def _nowhere(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.isnan(self.degrees[0])
        return found

    @cached_property
    def _metric(self) -> NDArray[np.float64]:
        """Extents (4, n) in metres of Lambert-93, never too narrow."""
        west, south, east, north = self.degrees
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        x = np.stack([west, middle_x, east, east, east, middle_x, west, west])
        y = np.stack([south, south, south, middle_y, north, north, north, middle_y])
        known = ~self._nowhere
        found = np.full((4, len(self.formes)), np.nan)
        points = shapely.points(x[:, known].ravel(), y[:, known].ravel())
        moved = shapely.get_coordinates(Repere.LAMBERT93.write(points)).reshape(8, -1, 2)
        low, high = moved.min(axis=0), moved.max(axis=0)
        wider = MARGIN * np.hypot(*(high - low).T)[:, np.newaxis] + 1.0
        found[:, known] = np.concatenate([low - wider, high + wider], axis=1).T
        return found
