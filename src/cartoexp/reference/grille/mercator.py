"""World pixels: Web Mercator (EPSG:3857) cut in tiles of 256 px; x east, y south."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE = 256
"""Side of a tile, in pixels: the world of zoom z is 256 x 2**z px wide."""


def world(lonlat: NDArray[np.float64], zoom: int) -> NDArray[np.float64]:
    """Return world pixels (n x 2) of a zoom from degrees (n x 2, EPSG:4326)."""
    size = TILE * 2.0**zoom
    x = (lonlat[:, 0] + 180) / 360
    y = 0.5 - np.arcsinh(np.tan(np.radians(lonlat[:, 1]))) / (2 * np.pi)
    return np.column_stack([x, y]) * size


def to_world(shapes: Any, zoom: int) -> Any:  # noqa: ANN401 - geometry or array of them
    """Return geometries in world pixels of a zoom from geometries in degrees (EPSG:4326)."""
    return shapely.transform(shapes, lambda lonlat: world(lonlat, zoom))
