"""Which territories look like this one: distance between profiles, and what it is made of.

d²(i, j) = Σᵥ wᵥ (zᵢᵥ − zⱼᵥ)² over the indicators that both know, Σᵥ wᵥ = 1. A missing value drops
its indicator for that pair: the sum is divided by the weight that is left, which is shown as the
confidence. Pure NumPy; sums are made trait by trait in float64, so that the answer depends neither
on threads nor on the platform.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.ponderation import Poids
    from cartoexp.domain.profils import Profils

    Rows: TypeAlias = NDArray[np.intp]
    Numbers: TypeAlias = NDArray[np.float64]

DIGITS = 9
"""Distances are compared to this many decimals: what is beyond is noise, and codes decide."""


def distances(profils: Profils, row: int, poids: Poids) -> tuple[Numbers, Numbers]:
    """Return d² to each territory (n) and the share of the weight that both know (n).

    d² is ``inf`` where nothing is known of both.
    """
    total = np.zeros(len(profils.codes))
    known = np.zeros(len(profils.codes))
    for v in np.flatnonzero(poids.parts):
        here, part = profils.z[v, row], poids.parts[v]
        if np.isnan(here):
            continue
        square = np.square(np.subtract(profils.z[v], here, dtype=np.float64))
        if profils.complete[v]:
            known += part
        else:
            missing = np.isnan(square)
            square[missing] = 0.0
            known += part * ~missing
        square *= part
        total += square
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Numbers = np.where(known > 0, total / known, np.inf)
    rounded: Numbers = np.round(found, DIGITS)
    return rounded, known


def nearest(found: Numbers, kept: NDArray[np.bool_], limit: int) -> Rows:
    """Return the rows of the ``limit`` smallest distances among those kept; ties by code.

    Rows are in the order of codes, so that a stable sort breaks ties by code.
    """
    rows = np.flatnonzero(kept & np.isfinite(found))
    if len(rows) > limit:
        bound = np.partition(found[rows], limit - 1)[limit - 1]
        rows = rows[found[rows] <= bound]
    order = np.argsort(found[rows], kind="stable")[:limit]
    return rows[order]


def contributions(profils: Profils, row: int, others: Rows, poids: Poids) -> Numbers:
    """Return what each trait adds to d² (len(others) x v): their sum is d², to rounding.

    Zero where one of the two values is missing.
    """
    difference = profils.z[:, others].astype(np.float64).T - profils.z[:, row].astype(np.float64)
    parts = np.where(np.isnan(difference), 0.0, poids.parts)
    weight = parts.sum(axis=1, keepdims=True)
    squares = np.square(np.nan_to_num(difference, nan=0.0))
    result: Numbers = parts * squares / np.where(weight > 0, weight, 1.0)
    return result


def pair_distances(profils: Profils, first: Rows, second: Rows, poids: Poids) -> Numbers:
    """Return d² of pairs (m): rows ``first[k]`` and ``second[k]``; ``inf`` as above."""
    total, known = np.zeros(len(first)), np.zeros(len(first))
    for v in np.flatnonzero(poids.parts):
        z = profils.z[v]
        square = np.square(np.subtract(z[first], z[second], dtype=np.float64))
        missing = np.isnan(square)
        total += poids.parts[v] * np.where(missing, 0.0, square)
        known += poids.parts[v] * ~missing
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(known > 0, total / known, np.inf)


def cross_distances(profils: Profils, first: Rows, second: Rows, poids: Poids) -> Numbers:
    """Return d² from each of ``first`` to each of ``second`` (m x k); ``inf`` as above.

    (a − b)² = a² + b² − 2ab, so that three products of matrices replace a loop over pairs.
    """
    used = np.flatnonzero(poids.parts)
    root = np.sqrt(poids.parts[used])[:, None]
    a, b = (profils.z[np.ix_(used, rows)].astype(np.float64) for rows in (first, second))
    known_a, known_b = (np.isfinite(z).astype(np.float64) for z in (a, b))
    a, b = (root * np.nan_to_num(z, nan=0.0) for z in (a, b))
    total = (a * a).T @ known_b + known_a.T @ (b * b) - 2 * (a.T @ b)
    weight = (root * known_a).T @ (root * known_b)
    found = np.full_like(total, np.inf)
    np.divide(np.maximum(total, 0.0), weight, out=found, where=weight > 0)
    result: Numbers = np.round(found, DIGITS)
    return result


@dataclass(frozen=True, slots=True, repr=False)
class Echelle:
    """Distances of pairs drawn at random within a level, in order: what « near » means there."""

    paires: Numbers

    @classmethod
    def draw(cls, profils: Profils, poids: Poids, pairs: int, seed: int = 2026) -> Echelle:
        """Measure ``pairs`` pairs drawn with a fixed seed; all of them where they are fewer."""
        n = len(profils.codes)
        if n * (n - 1) // 2 <= pairs:
            first, second = np.triu_indices(n, 1)
        else:
            generator = np.random.default_rng(seed)
            first = generator.integers(0, n, pairs)
            second = (first + generator.integers(1, n, pairs)) % n
        found = pair_distances(profils, first, second, poids)
        return cls(np.sort(found[np.isfinite(found)]))

    def score(self, found: Numbers) -> Numbers:
        """Return the share (0 to 1) of the pairs of the level that are further apart."""
        beyond = len(self.paires) - np.searchsorted(self.paires, found, side="right")
        return beyond / max(len(self.paires), 1)


def overlap(a: Rows, b: Rows) -> float:
    """Return the share of ``a`` that is in ``b``."""
    return float(np.isin(a, b).mean()) if len(a) else 1.0
