"""Tiles of ranks for zooms 7 to 9: 256 x 256 uint16, little endian, brotli, one row a tile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli
import numpy as np
import pyarrow as pa

from cartoexp.domain.mercator import TILE
from cartoexp.reference.grille.raster import LEAST, NOTHING, ZOOM, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.reference.grille.raster import Grid, Tiles

FIELDS = {"z": pa.uint8(), "x": pa.uint16(), "y": pa.uint16(), "contenu": pa.binary()}
QUALITY = 11


def cut(tiles: Tiles) -> Iterator[tuple[int, int, int, Grid]]:
    """Yield zoom, column, row and ranks of each tile that holds land, by zoom then place.

    Args:
        tiles: ranks of zoom 9 by tile of zoom 7; lower zooms take the pixel at the centre.
    """
    for zoom in range(LEAST, ZOOM + 1):
        along = 1 << (zoom - LEAST)
        for (x, y), grid in sorted(tiles.items()):
            seen = sample(grid, 1 << (ZOOM - zoom))
            for column, row in np.ndindex(along, along):
                tile = seen[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE]
                if (tile != NOTHING).any():
                    yield zoom, x * along + column, y * along + row, tile


def table(tiles: Tiles) -> pa.Table:
    """Return the tiles as a table: ``z, x, y, contenu``."""
    rows = [
        {"z": z, "x": x, "y": y, "contenu": brotli.compress(_bytes(tile), quality=QUALITY)}
        for z, x, y, tile in cut(tiles)
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(FIELDS.items()))


def _bytes(tile: Grid) -> bytes:
    return tile.astype("<u2").tobytes()
