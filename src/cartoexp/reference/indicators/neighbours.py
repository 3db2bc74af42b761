"""Pairs of communes whose centres are close, on the same landmass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.reference.indicators.frame import Array, Frame

    Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


def pairs_within(frame: Frame, metres: float) -> Pairs:
    """Return positions ``(i, j)`` of all pairs at most this far apart, ``i == j`` included."""
    left, right = [], []
    for where in frame.landmasses.values():
        points = frame.centres[where]
        tree = shapely.STRtree(points)
        near = tree.query(points, predicate="dwithin", distance=metres)
        left.append(where[near[0]])
        right.append(where[near[1]])
    first, second = np.concatenate(left), np.concatenate(right)
    order = np.lexsort((second, first))
    return first[order], second[order]


def sum_around(values: Array, pairs: Pairs) -> Array:
    """Return, for each commune that has a centre, the sum of ``values`` over its pairs."""
    first, second = pairs
    filled = np.nan_to_num(values)
    total = np.bincount(first, weights=filled[second], minlength=len(values)).astype(np.float64)
    total[np.bincount(first, minlength=len(values)) == 0] = np.nan
    return total


def mean_around(values: Array, weights: Array, pairs: Pairs) -> Array:
    """Return the weighted mean of ``values`` over the pairs of each commune (``NaN`` left out)."""
    known = np.isfinite(values) & np.isfinite(weights) & (weights > 0)
    top = sum_around(np.where(known, values * weights, 0.0), pairs)
    bottom = sum_around(np.where(known, weights, 0.0), pairs)
    mean: Array = np.full(len(values), np.nan)
    np.divide(top, bottom, out=mean, where=bottom > 0)
    return mean
