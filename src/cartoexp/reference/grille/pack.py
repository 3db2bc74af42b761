"""The packed grid, ``z6.bin``: one symbol a pixel, written from what is already known around it.

Everything is little endian. The file is, in this order:

- uint8 version (1), uint8 number of blocks;
- for each block, four uint16: x and y of its north-west corner (world pixels of zoom 6), its
  width and its height;
- uint32 S, the number of symbols: the sum of width x height;
- uint32 P, the number of bytes of the symbols: half of S, rounded up;
- the symbols, block by block, row by row from the north, two in a byte, the first one in the
  high half;
- the older stream: one uint16 for each symbol ``OLDER``, in order.

Ranks are numbered in scan order through all blocks, so « the newest rank » is the highest one met
so far, -1 before the first. A symbol says that the pixel is the same as its neighbour on the left
(0), above (1), above right (2) or above left (3), the first that fits; else that it is the rank
after the newest (4), or the newest less the next value of the older stream (5), or nothing (6).
A neighbour outside the block is nothing, and a pixel of nothing next to one is written 0 to 3.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.grille.rangs import Block
from cartoexp.reference.grille.raster import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VERSION = 1
NEIGHBOURS = ((0, -1), (-1, 0), (-1, 1), (-1, -1))
"""Row and column of each neighbour, by symbol."""
NEW, OLDER, EMPTY = 4, 5, 6
HEADER, CORNER, SIZES = "<BB", "<4H", "<2I"


def encode(found: Sequence[Block]) -> bytes:
    """Return ``z6.bin`` from blocks of ranks numbered in scan order."""
    scan = np.concatenate([block.pixels.ravel() for block in found]).astype(np.int64)
    scan[scan == NOTHING] = -1
    newest = np.maximum.accumulate(np.concatenate([[-1], scan]))[:-1]
    symbols = np.concatenate([_neighbours(block).ravel() for block in found])
    alone = symbols == NEW
    symbols[alone & (scan <= newest)] = OLDER
    symbols[alone & (scan == -1)] = EMPTY
    older = (newest - scan)[symbols == OLDER]
    padded = np.append(symbols, np.zeros(len(symbols) % 2, dtype=np.uint8))
    packed: bytes = (padded[::2] << 4 | padded[1::2]).tobytes()
    head = struct.pack(HEADER, VERSION, len(found))
    for block in found:
        height, width = block.pixels.shape
        head += struct.pack(CORNER, block.x, block.y, width, height)
    head += struct.pack(SIZES, len(symbols), len(packed))
    return b"".join([head, packed, older.astype("<u2").tobytes()])


def _neighbours(block: Block) -> NDArray[np.uint8]:
    """Return for each pixel the first neighbour that is the same, ``NEW`` when none is."""
    height, width = block.pixels.shape
    around = np.pad(block.pixels, 1, constant_values=NOTHING)
    symbols = np.full((height, width), NEW, dtype=np.uint8)
    for symbol, (row, column) in reversed(list(enumerate(NEIGHBOURS))):
        neighbour = around[1 + row : 1 + row + height, 1 + column : 1 + column + width]
        symbols[neighbour == block.pixels] = symbol
    return symbols


def decode(content: bytes) -> list[Block]:
    """Return the blocks of ranks from ``z6.bin``: what the browser does, pixel after pixel."""
    _, count = struct.unpack_from(HEADER, content)
    offset = struct.calcsize(HEADER)
    corners = [
        struct.unpack_from(CORNER, content, offset + i * struct.calcsize(CORNER))
        for i in range(count)
    ]
    offset += count * struct.calcsize(CORNER)
    size, length = struct.unpack_from(SIZES, content, offset)
    offset += struct.calcsize(SIZES)
    halves = np.frombuffer(content, dtype=np.uint8, count=length, offset=offset)
    symbols = np.column_stack([halves >> 4, halves & 15]).ravel()[:size]
    older = iter(np.frombuffer(content, dtype="<u2", offset=offset + length).tolist())
    newest = -1
    found = []
    starts = np.cumsum([0, *(width * height for _, _, width, height in corners)])
    for (x, y, width, height), (start, stop) in zip(corners, pairwise(starts), strict=True):
        around = np.full((height + 1, width + 2), NOTHING, dtype=np.int64)
        for place, symbol in enumerate(symbols[start:stop].tolist()):
            row, column = place // width + 1, place % width + 1
            if symbol < NEW:
                down, right = NEIGHBOURS[symbol]
                value = around[row + down, column + right]
            elif symbol == NEW:
                value = newest = newest + 1
            else:
                value = NOTHING if symbol == EMPTY else newest - next(older)
            around[row, column] = value
        found.append(Block(x, y, around[1:, 1:-1].astype(np.uint16)))
    return found
