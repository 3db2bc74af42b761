"""How sure a rank is: the same ranking with weights a little different, many times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.comparables import DIGITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers

DRAWS = 200
DOUBT = 0.35
"""Standard deviation of the logarithm of each weight: about a third more or less."""
SHARE = (5.0, 95.0)
"""Ends of the interval, in percent of the draws."""
FEW = 24
"""Up to this many, ranks are counted one by one."""

LESS = 1e-13
"""A thousand times this is less than two rounded values differ by."""


def draw_weights(parts: Numbers, *, seed: int = 2026, draws: int = DRAWS) -> Numbers:
    """Return weights (draws x v) around ``parts``, each line of sum 1; seeded."""
    generator = np.random.default_rng(seed)
    drawn = parts * np.exp(generator.normal(0.0, DOUBT, (draws, len(parts))))
    result: Numbers = drawn / drawn.sum(axis=1, keepdims=True)
    return result


def distances_drawn(squares: Numbers, weights: Numbers) -> Numbers:
    """Return d² (draws x m) of ``squares`` (m x v, ``NaN`` where unknown) under each weights."""
    known = np.isfinite(squares)
    total = weights @ np.nan_to_num(squares, nan=0.0).T
    weight = weights @ known.T.astype(np.float64)
    shares = np.full_like(total, np.inf)
    np.divide(total, weight, out=shares, where=weight > 0)
    result: Numbers = np.round(shares, DIGITS)
    return result


def rank_intervals(drawn: Numbers, shown: int) -> NDArray[np.intp]:
    """Return the ends of the rank (from 1) of the first ``shown`` columns (shown x 2).

    ``drawn`` is (draws x m), rounded to :data:`DIGITS`, smaller is better, its columns in the
    order of the ranking: equal values keep it.
    """
    if shown <= FEW:  # comparing a few columns is sooner done than sorting all
        ranks = np.empty((len(drawn), shown), dtype=np.intp)
        for column in range(shown):
            value = drawn[:, column : column + 1]
            before = np.count_nonzero(drawn < value, axis=1)
            equal = np.count_nonzero(drawn[:, :column] == value, axis=1)
            ranks[:, column] = before + equal + 1
    else:
        # What is far below the rounding decides between equals: a stable sort takes twice as long.
        order = np.argsort(drawn + np.arange(drawn.shape[1]) * LESS, axis=1)
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(1, drawn.shape[1] + 1)[None, :], axis=1)
    ends = np.percentile(ranks[:, :shown], SHARE, axis=0, method="nearest")
    return ends.T.astype(np.intp)


def shake_weights(parts: Numbers, spread: float, *, seed: int = 2026, draws: int = 20) -> Numbers:
    """Return weights (draws x v) each moved by at most ``spread`` (0.1: ±10 %), of sum 1."""
    generator = np.random.default_rng(seed)
    drawn = parts * generator.uniform(1 - spread, 1 + spread, (draws, len(parts)))
    result: Numbers = drawn / drawn.sum(axis=1, keepdims=True)
    return result
