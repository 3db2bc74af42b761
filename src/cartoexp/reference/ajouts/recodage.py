"""From the communes of a file to those of today: how values of merged communes become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cartoexp.reference.ajouts.terrain import Array, Rows


def total(values: Array, targets: Rows, size: int) -> Array:
    """Return sums by commune of today (``size``): unknown as soon as a part of one is unknown."""
    kept = targets >= 0
    found = np.bincount(targets[kept], weights=values[kept], minlength=size)
    return np.where(parts(targets, size) > 0, found, np.nan)


def largest(values: Array, targets: Rows, size: int) -> Array:
    """Return the largest value by commune of today, unknown as soon as a part is."""
    kept = targets >= 0
    found = np.full(size, -np.inf)
    with np.errstate(invalid="ignore"):  # an unknown part makes the whole unknown, as it should
        np.maximum.at(found, targets[kept], values[kept])
    return np.where(np.isfinite(found), found, np.nan)


def common(values: Array, targets: Rows, size: int) -> Array:
    """Return the value that all the parts of a commune of today share, unknown where they differ.

    Nothing says what each part weighs: a mean would be a guess.
    """
    high, low = largest(values, targets, size), -largest(-values, targets, size)
    return np.where(high == low, high, np.nan)


def parts(targets: Rows, size: int) -> Rows:
    """Return how many rows lead to each commune of today."""
    return np.bincount(targets[targets >= 0], minlength=size)
