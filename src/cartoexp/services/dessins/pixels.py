"""Use case: the communes of France as one small picture with a palette (PNG).

Shapes of 35,000 communes would weigh 270 KB: their numbers, looked up once by pixel, and a palette
make it a sixth of that.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import planches
from cartoexp.domain.mercator import TILE, world
from cartoexp.services.grille import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.services.grille import GrilleService

    Ranks = NDArray[np.uint16]

ZOOMS = ((700, 7), (1_400, 8), (planches.WIDTH * 10, 9))
"""Up to which width of the picture the tiles of a zoom are fine enough."""
MOST_COLOURS = 16


@dataclass(frozen=True)
class PixelService:
    """Paints the main frame of a map from the grid of communes; read-only but for its memory."""

    grille: GrilleService
    _kept: dict[int, Ranks] = field(default_factory=dict, init=False)

    def ranks(self, largeur: int) -> Ranks:
        """Return the number of the commune at each pixel (h x w), ``NOTHING`` out of France."""
        if largeur not in self._kept:
            self._kept[largeur] = self._sample(largeur)
        return self._kept[largeur]

    def paint(
        self, aspects: NDArray[np.uint8], palette: Sequence[str | None], largeur: int
    ) -> bytes:
        """Return the picture: look of each commune by its number in the grid, colour of each look.

        A colour is ``#rrggbb``; ``None`` is transparent.
        """
        ranks = self.ranks(largeur)
        sea = len(palette)
        looks = np.append(aspects, np.uint8(sea))
        inside = np.minimum(ranks, len(aspects))
        return _png(looks[inside], [*palette, None])

    def _sample(self, largeur: int) -> Ranks:
        hauteur = round(largeur * planches.HEIGHT / planches.WIDTH)
        zoom = next(z for most, z in ZOOMS if largeur <= most)
        unit = planches.WIDTH / largeur
        y, x = np.mgrid[0:hauteur, 0:largeur]
        units = np.column_stack([(x.ravel() + 0.5) * unit, (y.ravel() + 0.5) * unit])
        pixels = np.floor(world(planches.FRANCE.locate(units), zoom)).astype(np.int64)
        tiles, inside = np.divmod(pixels, TILE)
        found = np.full(len(units), NOTHING, dtype=np.uint16)
        keys = tiles[:, 0] << 20 | tiles[:, 1]
        for key in np.unique(keys).tolist():
            content = self.grille.tile(zoom, key >> 20, key & 0xFFFFF)
            if content is None:
                continue
            tile = np.frombuffer(content.brut, dtype="<u2").reshape(TILE, TILE)
            here = np.flatnonzero(keys == key)
            found[here] = tile[inside[here, 1], inside[here, 0]]
        return found.reshape(hauteur, largeur)


def looks_by_number(
    codes: Sequence[str], looks: NDArray[np.uint8], index: Mapping[str, int], unknown: int
) -> NDArray[np.uint8]:
    """Return the look of each commune by its number in the grid."""
    found = np.full(len(index), unknown, dtype=np.uint8)
    places = np.array([index.get(code, -1) for code in codes])
    found[places[places >= 0]] = looks[places >= 0]
    return found


def _png(looks: NDArray[np.uint8], palette: Sequence[str | None]) -> bytes:
    """Write a picture of at most 16 colours: two pixels a byte (ISO/IEC 15948)."""
    if len(palette) > MOST_COLOURS:
        raise ValueError("16 colours at most")
    height, width = looks.shape
    even = np.pad(looks, ((0, 0), (0, width % 2)))
    packed = (even[:, 0::2] << 4 | even[:, 1::2]).astype(np.uint8)
    rows = np.column_stack([np.zeros(height, dtype=np.uint8), packed])
    colours = b"".join(bytes.fromhex((c or "#000000")[1:]) for c in palette)
    opacity = bytes(0 if c is None else 255 for c in palette)
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    parts = [
        (b"IHDR", header),
        (b"PLTE", colours),
        (b"tRNS", opacity),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
