"""Coordinate systems in which features are asked and given, by the names that the OGC wants."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Coordinates = NDArray[np.float64]


class Repere(StrEnum):
    """A coordinate system, by its address.

    The order of its axes is that of its definition: (latitude, longitude) for EPSG:4326, (east,
    north) in metres for Lambert-93. Ours are stored as CRS84: longitude, latitude.
    """

    CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    EPSG4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
    LAMBERT93 = "http://www.opengis.net/def/crs/EPSG/0/2154"

    @property
    def decimals(self) -> int:
        """Decimals of its coordinates: about a decimetre, less than the outlines are worth."""
        return 1 if self is Repere.LAMBERT93 else 6

    def write(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return shapes (degrees, CRS84) in this system, rounded; ``None`` stays ``None``."""
        move, decimals = _moves()[self], self.decimals
        found: NDArray[np.object_] = shapely.transform(
            shapes, lambda points: np.round(move(points), decimals)
        )
        return found


def _moves() -> dict[Repere, Callable[[Coordinates], Coordinates]]:
    return {
        Repere.CRS84: lambda points: points,
        Repere.EPSG4326: lambda points: points[:, ::-1],
        Repere.LAMBERT93: _lambert93,
    }


def _lambert93(points: Coordinates) -> Coordinates:
    return np.column_stack(_project()(points[:, 0], points[:, 1]))


@lru_cache(maxsize=1)
def _project() -> Callable[..., tuple[Coordinates, Coordinates]]:
    """Return the projection from CRS84, correct to a metre: RGF93 is taken for WGS 84."""
    from pyproj import Transformer  # noqa: PLC0415  heavy, and seldom asked for

    found: Callable[..., tuple[Coordinates, Coordinates]]
    found = Transformer.from_crs(4326, 2154, always_xy=True).transform
    return found
