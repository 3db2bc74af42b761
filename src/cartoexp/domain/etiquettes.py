"""Which names a map can carry: the most important first, none upon another, none cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH = 0.56, 1.15
"""Mean width and height of a letter, as shares of the size of the text."""


@dataclass(frozen=True, slots=True)
class Etiquette:
    """A name and the middle of its base line, in units of the map."""

    nom: str
    x: int
    y: int

    def box(self, size: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the text written at a size."""
        half = len(self.nom) * size * WIDE / 2
        return self.x - half, self.y - size * HIGH, self.x + half, self.y + size * (HIGH - 1)


def place(
    wanted: Sequence[Etiquette],
    taken: Sequence[tuple[float, float, float, float]],
    size: float,
    room: tuple[float, float],
    most: int,
) -> list[Etiquette]:
    """Return the names that fit, in the order of ``wanted``, ``most`` at most.

    ``taken`` are boxes already written on; ``room`` is the width and the height of the map.
    """
    boxes = list(taken)
    kept: list[Etiquette] = []
    for name in wanted:
        if len(kept) == most:
            break
        box = name.box(size)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= room[0] and box[3] <= room[1]
        if inside and not any(_meet(box, other) for other in boxes):
            kept.append(name)
            boxes.append(box)
    return kept


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
