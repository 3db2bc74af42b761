"""What a comparison of so few territories can show, told before it is made."""

from __future__ import annotations

from math import sqrt

FACTEUR = 2.8
"""1.96 + 0.84: a true difference of so many standard errors is seen four times in five, at 5 %."""


def decelable(essais: int, temoins: int) -> float | None:
    """Return the smallest effect that is likely to be seen, in standard deviations.

    It is that of the indicator among territories alike that try nothing. Two groups, independent
    territories, one measure: with few territories it is rather more, never less. ``None`` without
    two groups.
    """
    if not essais or not temoins:
        return None
    return FACTEUR * sqrt(1 / essais + 1 / temoins)
