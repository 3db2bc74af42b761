"""Classes of a choropleth of counts: at most five, bounds that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

CANDIDATES = (
    (1, 2, 3, 5, 8),
    (1, 2, 4, 7, 11),
    (1, 3, 6, 10, 15),
    (1, 5, 10, 15, 20),
    (1, 5, 10, 20, 40),
    (1, 10, 20, 30, 40),
    (1, 20, 40, 60, 80),
    (1, 50, 100, 200, 400),
)
"""Lower bounds to choose from; the last class has no upper bound."""


@dataclass(frozen=True, slots=True)
class Classes:
    """``bornes`` are lower bounds; class k (from 1) goes up to the next one; class 0 is zero."""

    bornes: tuple[int, ...]
    maximum: int

    @property
    def labels(self) -> list[str]:
        """« 1 », « 3 à 4 », « 8 à 15 »: one label a class, zero aside."""
        highs = [*(low - 1 for low in self.bornes[1:]), max(self.maximum, self.bornes[-1])]
        pairs = zip(self.bornes, highs, strict=True)
        return [f"{low}" if low == high else f"{low} à {high}" for low, high in pairs]


def cut(counts: Iterable[int]) -> Classes:
    """Return the readable classes that share out the territories above zero most evenly."""
    values = np.array([c for c in counts if c > 0], dtype=np.int64)
    if len(values) == 0:
        return Classes((1,), 1)
    maximum = int(values.max())
    best = min(CANDIDATES, key=lambda bounds: (_unevenness(values, bounds), bounds))
    return Classes(tuple(b for b in best if b <= maximum), maximum)


def _unevenness(values: np.ndarray, bounds: tuple[int, ...]) -> float:
    shares = np.histogram(values, bins=[*bounds, np.iinfo(np.int64).max])[0] / len(values)
    return float((shares**2).sum())
