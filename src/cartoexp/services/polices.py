"""The font of pictures: its files, and how wide a text is, read from the font itself.

Roboto comes with a package, so that a machine without any font draws the same pictures.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xstatic.pkg import roboto_fontface

FAMILY, FAMILY_BOLD = "RobotoRegular", "RobotoBold"
"""The names that these two files give to their own family."""
_FOLDER = Path(roboto_fontface.BASE_DIR) / "fonts" / "roboto"
NORMAL, GRASSE = (_FOLDER / f"Roboto-{weight}.ttf" for weight in ("Regular", "Bold"))
FILES = (NORMAL, GRASSE)
_WINDOWS, _UNICODE = 3, 1


@dataclass(frozen=True, slots=True)
class Police:
    """Advance of each character, as a share of the size of the text."""

    avances: dict[int, float]
    autre: float

    def largeur(self, texte: str, taille: float) -> float:
        """Return the width of a text of a size, in the same unit as the size."""
        return taille * sum(self.avances.get(ord(c), self.autre) for c in texte)

    def lignes(self, texte: str, taille: float, place: float, most: int = 99) -> list[str]:
        """Return a text cut into lines that hold in ``place``; only ordinary spaces are broken.

        What does not hold in ``most`` lines ends with « … ».
        """
        found = [""]
        for mot in texte.split(" "):
            tried = f"{found[-1]} {mot}" if found[-1] else mot
            if found[-1] and self.largeur(tried, taille) > place:
                found.append(mot)
            else:
                found[-1] = tried
        if len(found) <= most:
            return found
        last = found[most - 1]
        while last and self.largeur(f"{last}…", taille) > place:
            last = last[:-1].rstrip()
        return [*found[: most - 1], f"{last}…"]


@lru_cache
def police(*, grasse: bool = False) -> Police:
    """Return the metrics of a weight of the font."""
    return _read((GRASSE if grasse else NORMAL).read_bytes())


def _read(content: bytes) -> Police:
    tables = _tables(content)
    units = struct.unpack_from(">H", content, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", content, tables["hhea"] + 34)[0]
    pairs = struct.unpack_from(f">{2 * count}H", content, tables["hmtx"])
    widths = pairs[::2]
    glyphs = _characters(content, tables["cmap"])
    last = len(widths) - 1
    advances = {c: widths[min(g, last)] / units for c, g in glyphs.items() if g}
    return Police(advances, widths[0] / units)


def _tables(content: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", content, 4)[0]
    records = (struct.unpack_from(">4sLLL", content, 12 + 16 * i) for i in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def _characters(content: bytes, cmap: int) -> dict[int, int]:
    """Return the glyph of each character of the basic plane (table « cmap », format 4)."""
    count = struct.unpack_from(">H", content, cmap + 2)[0]
    records = (struct.unpack_from(">HHL", content, cmap + 4 + 8 * i) for i in range(count))
    start = cmap + next(o for p, e, o in records if (p, e) == (_WINDOWS, _UNICODE))
    segments = struct.unpack_from(">H", content, start + 6)[0] // 2
    base = start + 14
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", content, base + i * 2 * segments + (2 if i else 0))
        for i in range(4)
    )
    ranges = base + 6 * segments + 2
    found = {}
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for c in range(first, min(last, 0xFFFE) + 1):
            glyph = c
            if offsets[i]:
                place = ranges + 2 * i + offsets[i] + 2 * (c - first)
                glyph = struct.unpack_from(">H", content, place)[0]
                if not glyph:
                    continue
            found[c] = (glyph + deltas[i]) % 65_536
    return found
