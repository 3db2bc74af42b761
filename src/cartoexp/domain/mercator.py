"""World pixels: Web Mercator (EPSG:3857) cut in tiles of 256 px; x east, y south."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE = 256
"""Side of a tile, in pixels: the world of zoom z is 256 x 2**z px wide."""


def world(lonlat: NDArray[np.float64], zoom: int) -> NDArray[np.float64]:
    """Return world pixels (n x 2) of a zoom from degrees (n x 2, EPSG:4326)."""
    x = (lonlat[:, 0] + 180) / 360
    y = 0.5 - np.arcsinh(np.tan(np.radians(lonlat[:, 1]))) / (2 * np.pi)
    return np.column_stack([x, y]) * (TILE * 2.0**zoom)


def degrees(pixels: NDArray[np.float64], zoom: int) -> NDArray[np.float64]:
    """Return degrees (n x 2, EPSG:4326) from world pixels (n x 2) of a zoom."""
    x, y = (pixels / (TILE * 2.0**zoom)).T
    lat = np.degrees(np.arctan(np.sinh((0.5 - y) * 2 * np.pi)))
    return np.column_stack([x * 360 - 180, lat])
