"""Bounds of classes that a person can read, for rates and indicators."""

from __future__ import annotations

import itertools
from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.phrases.nombres import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CLASSES = 5
DIGITS = (2, 3, 4)
"""Significant digits of a bound: two, more only where two would merge classes."""

AUCUNE, MASQUE = 255, 254
"""Classes of a territory whose value is unknown, or not told."""


def quantiles(known: NDArray[np.floating], classes: int = CLASSES) -> list[float]:
    """Return the inner bounds that share out ``known`` evenly."""
    shares = np.arange(1, classes) / classes
    return [float(b) for b in np.quantile(known, shares)] if len(known) else []


def readable(
    breaks: Sequence[float], known: NDArray[np.floating], decimals: int
) -> tuple[float, ...]:
    """Return inner bounds close to ``breaks``, short to say, that leave no class empty.

    ``known`` holds the values to classify, ``decimals`` are those worth showing. A class goes
    from its lower bound, included, to the next one.
    """
    wanted = len(set(breaks))
    best: tuple[float, ...] = ()
    for digits in DIGITS:
        rounded = sorted({_round(b, digits, decimals) for b in breaks})
        kept = _without_empty(rounded, known)
        if len(kept) > len(best):
            best = kept
        if len(best) == wanted:
            break
    return best


def _round(value: float, digits: int, decimals: int) -> float:
    if value == 0:
        return 0.0
    places = min(digits - 1 - floor(log10(abs(value))), decimals)
    return round(value, places)


def _without_empty(bounds: Sequence[float], known: NDArray[np.floating]) -> tuple[float, ...]:
    """Return the bounds that have values on both sides before the next one is kept."""
    kept: list[float] = []
    ordered = np.sort(known)
    before = 0
    for bound in bounds:
        place = int(np.searchsorted(ordered, np.float32(bound), "left"))
        if before < place < len(ordered):
            kept.append(bound)
            before = place
    return tuple(kept)


def classify_values(
    values: NDArray[np.float32], bornes: Sequence[float], *, zero: bool
) -> NDArray[np.uint8]:
    """Return the class of each value: 1 and up, 255 where unknown, 0 for zero if it is apart."""
    bounds = np.asarray(bornes, dtype=np.float32)
    classes = (1 + np.searchsorted(bounds, values, "right")).astype(np.uint8)
    if zero:
        classes[values == 0] = 0
    classes[np.isnan(values)] = AUCUNE
    return classes


def borne(value: float) -> str:
    """Return a bound as it is written: « 0,5 », « 1 200 »."""
    decimals = next(d for d in range(7) if round(value, d) == value or d == 6)  # noqa: PLR2004
    return number(value, decimals)


def intervalles(bornes: Sequence[float]) -> list[str]:
    """Return « moins de 2 », « 2 à 5 », « 5 et plus »: one label a class."""
    if not bornes:
        return ["plus de 0"]
    told = [borne(b) for b in bornes]
    between = [f"{low} à {high}" for low, high in itertools.pairwise(told)]
    return [f"moins de {told[0]}", *between, f"{told[-1]} et plus"]
