"""What is measured of lists of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gates.voisins import Rows

    Numbers = NDArray[np.float64]


def purity(neighbours: Rows, rows: Rows, classes: NDArray[np.intp]) -> float:
    """Return the share of neighbours of the same class, corrected for chance: 0 is chance, 1 all.

    ``classes`` (n) are numbers, -1 where unknown.
    """
    known = classes[rows] >= 0
    same = (classes[neighbours[known]] == classes[rows[known], None]).mean()
    shares = np.bincount(classes[classes >= 0]) / np.count_nonzero(classes >= 0)
    chance = float((shares**2).sum())
    return float((same - chance) / (1 - chance))


def r2(neighbours: Rows, rows: Rows, values: Numbers) -> float:
    """Return how well the mean of the neighbours tells a value (n): 1 is exactly, 0 not at all."""
    with np.errstate(invalid="ignore"):
        told = np.nanmean(values[neighbours], axis=1)
    here = values[rows]
    known = np.isfinite(here) & np.isfinite(told)
    spread = ((here[known] - here[known].mean()) ** 2).sum()
    return float(1 - ((here[known] - told[known]) ** 2).sum() / spread) if spread else float("nan")


def overlap(a: Rows, b: Rows) -> float:
    """Return the mean share of the lists ``a`` that are in the lists ``b`` (m x k)."""
    return float(np.mean([np.isin(x, y).mean() for x, y in zip(a, b, strict=True)]))


def hubness(neighbours: Rows, size: int) -> float:
    """Return the skew of how often a territory is another's neighbour: 0 is fair."""
    degree = np.bincount(neighbours.ravel(), minlength=size).astype(np.float64)
    centred = degree - degree.mean()
    return float((centred**3).mean() / degree.std() ** 3)


def reciprocity(neighbours: Rows) -> float:
    """Return the share of links that go both ways; ``neighbours`` are those of every territory."""
    size = len(neighbours)
    here = np.arange(size)[:, None]
    links = (here * size + neighbours).ravel()
    return float(np.isin((neighbours * size + here).ravel(), links).mean())
