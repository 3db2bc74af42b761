"""Nearest neighbours of many territories at once, by products of matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Rows = NDArray[np.intp]

BLOCK = 512


@dataclass(frozen=True, slots=True)
class Nuage:
    """Profiles (v x n) as a cloud of points: values, zero where missing, and what is known."""

    values: Matrix
    known: Matrix

    @classmethod
    def of(cls, z: Matrix) -> Nuage:
        """Build it from z-scores with ``NaN``."""
        known = np.isfinite(z)
        return cls(np.where(known, z, 0).astype(np.float32), known.astype(np.float32))

    def part(self, rows: Rows) -> Nuage:
        """Return some of its points."""
        return Nuage(self.values[:, rows], self.known[:, rows])

    def nearest(self, weights: NDArray[np.float64], rows: Rows, k: int = 20) -> Rows:
        """Return the ``k`` nearest points of each of ``rows`` (len(rows) x k), nearest first.

        The same distance as the product's: indicators that both know, divided by their weight.
        """
        used = np.flatnonzero(weights)
        w = weights[used, None].astype(np.float32)
        values, known = self.values[used], self.known[used]
        square = values * values
        found = np.empty((len(rows), k), dtype=np.intp)
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            total = (w * square[:, block]).T @ known + (w * known[:, block]).T @ square
            total -= 2 * (w * values[:, block]).T @ values
            total /= np.maximum((w * known[:, block]).T @ known, np.float32(1e-6))
            total[np.arange(len(block)), block] = np.inf
            near = np.argpartition(total, k, axis=1)[:, :k]
            order = np.argsort(np.take_along_axis(total, near, 1), axis=1, kind="stable")
            found[start : start + BLOCK] = np.take_along_axis(near, order, 1)
        return found
