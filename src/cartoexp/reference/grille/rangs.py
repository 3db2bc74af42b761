"""Blocks of pixels of zoom 6, and the rank of each commune: the order in which they show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.grille.raster import NOTHING, SIDE, ZOOM, sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cartoexp.reference.grille.raster import Grid, Tiles

PACKED = 6
"""Zoom of the packed grid."""
STEP = 1 << (ZOOM - PACKED)
COARSE = SIDE // STEP
"""Pixels of zoom 6 along the side of a tile of zoom 7."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A landmass: its north-west corner in world pixels of zoom 6, and its pixels from there."""

    x: int
    y: int
    pixels: Grid


def blocks(tiles: Tiles, masses: Sequence[NDArray[np.intp]]) -> list[Block]:
    """Return the pixels of zoom 6 of each landmass, cut to its land.

    Args:
        tiles: what :func:`cartoexp.reference.grille.raster.rasterize` returns.
        masses: for each landmass, the values of the pixels that belong to it.
    """
    coarse = {place: sample(grid, STEP) for place, grid in tiles.items()}
    return [_block(coarse, members) for members in masses]


def _block(coarse: Tiles, members: NDArray[np.intp]) -> Block:
    mine = np.zeros(NOTHING + 1, dtype=bool)
    mine[members] = True
    held = {place: grid for place, grid in coarse.items() if mine[grid].any()}
    (west, south), (east, north) = np.min(list(held), axis=0), np.max(list(held), axis=0)
    shape = (north - south + 1) * COARSE, (east - west + 1) * COARSE
    whole = np.full(shape, NOTHING, dtype=np.uint16)
    for (x, y), grid in held.items():
        top, left = (y - south) * COARSE, (x - west) * COARSE
        whole[top : top + COARSE, left : left + COARSE] = np.where(mine[grid], grid, NOTHING)
    rows, columns = (np.flatnonzero((whole != NOTHING).any(axis=axis)) for axis in (1, 0))
    cut = whole[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Block(int(west * COARSE + columns[0]), int(south * COARSE + rows[0]), cut)


def order(found: Iterable[Block], count: int) -> NDArray[np.intp]:
    """Return the ``count`` values by rank: as a scan meets them, then those that it never meets."""
    scan = np.concatenate([block.pixels.ravel() for block in found])
    values, first = np.unique(scan[scan != NOTHING], return_index=True)
    met = values[np.argsort(first)].astype(np.intp)
    return np.concatenate([met, np.setdiff1d(np.arange(count), met)])


def renumber(grid: Grid, ordered: NDArray[np.intp]) -> Grid:
    """Return a grid of ranks from a grid of values."""
    ranks = np.full(NOTHING + 1, NOTHING, dtype=np.uint16)
    ranks[ordered] = np.arange(len(ordered), dtype=np.uint16)
    return ranks[grid]
