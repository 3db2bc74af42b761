"""What the regression reads of a profile: each indicator, its square, and whether it is missing.

A square lets a middle be better than both ends: « neither village nor city ». It is kept only for
indicators of more than eight distinct values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.profils import Profils

FEWEST_DISTINCT = 9
PREFIX = 200
"""Values looked at first: sorting a whole level costs a hundred times more."""
MANY_MISSING = 0.01
"""Above this share of missing values, being missing is a column of its own."""


@dataclass(frozen=True, slots=True, repr=False)
class Expansion:
    """The columns (p) drawn from the traits (v) of a level.

    ``squared`` and ``flagged`` are the traits that have a square and a missing column; ``means``
    and ``spreads`` (v) centre and reduce the squares. Columns come in that order: traits,
    squares, missing.
    """

    z: NDArray[np.float32]
    squared: Rows
    flagged: Rows
    means: Numbers
    spreads: Numbers

    @classmethod
    def build(cls, profils: Profils) -> Expansion:
        """Decide the columns from the whole level."""
        z = profils.z
        squares = [np.square(row[np.isfinite(row)].astype(np.float64)) for row in z]
        spreads = np.array([square.std() for square in squares])
        squared = [v for v, row in enumerate(z) if spreads[v] > 0 and _is_varied(row)]
        missing = np.isnan(z).mean(axis=1)
        return cls(
            z,
            np.array(squared, dtype=np.intp),
            np.flatnonzero(missing > MANY_MISSING),
            np.array([square.mean() for square in squares]),
            np.where(spreads > 0, spreads, 1.0),
        )

    def adding(self, profils: Profils) -> Expansion:
        """Return the expansion of the same profiles with more traits after their own."""
        size = len(self.z)
        added = Expansion.build(profils.after(size))
        return Expansion(
            profils.z,
            np.concatenate([self.squared, size + added.squared]),
            np.concatenate([self.flagged, size + added.flagged]),
            np.concatenate([self.means, added.means]),
            np.concatenate([self.spreads, added.spreads]),
        )

    @property
    def owners(self) -> Rows:
        """Trait of each column (p)."""
        return np.concatenate([np.arange(len(self.z)), self.squared, self.flagged])

    def matrix(self, rows: Rows | slice = slice(None)) -> NDArray[np.float32]:
        """Return the columns for some territories, as (p x n) float32; zero where missing."""
        z = self.z[:, rows]
        missing = np.isnan(z)
        plain = np.where(missing, np.float32(0), z)
        of = self.squared
        means, spreads = (a[of, None].astype(np.float32) for a in (self.means, self.spreads))
        squares = np.where(missing[of], np.float32(0), (plain[of] ** 2 - means) / spreads)
        return np.concatenate([plain, squares, missing[self.flagged].astype(np.float32)])

    def contribution(
        self, coefficients: Numbers, trait: int, rows: Rows | slice = slice(None)
    ) -> Numbers:
        """Return what one trait adds to the score of territories, from the p coefficients."""
        z = self.z[trait, rows].astype(np.float64)
        missing = np.isnan(z)
        found: Numbers = coefficients[trait] * z
        column = np.flatnonzero(self.squared == trait)
        if len(column):
            b = coefficients[len(self.z) + column[0]]
            found += b * (np.square(z) - self.means[trait]) / self.spreads[trait]
        found[missing] = self._when_missing(coefficients, trait)
        return found

    def _when_missing(self, coefficients: Numbers, trait: int) -> float:
        column = np.flatnonzero(self.flagged == trait)
        start = len(self.z) + len(self.squared)
        return float(coefficients[start + column[0]]) if len(column) else 0.0


def _is_varied(row: NDArray[np.float32]) -> bool:
    """Tell whether there are enough distinct values; the first ones tell for most indicators."""
    return any(
        len(np.unique(part[np.isfinite(part)])) >= FEWEST_DISTINCT for part in (row[:PREFIX], row)
    )
