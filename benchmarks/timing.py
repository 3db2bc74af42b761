"""Times of calls, in milliseconds; two sides are timed in turns, so that noise falls on both."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Item = TypeVar("Item")


def spent_ms(call: Callable[[], object]) -> float:
    """Return the time of one call."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1_000


def in_turns(
    sides: Mapping[str, Callable[[Item], object]], items: Sequence[Item], block: int
) -> dict[str, list[float]]:
    """Time each side on every item: a block of items by one side, the same by the next, and so on.

    The answers are not looked at: compare them apart, so that it costs nothing here.
    """
    spent: dict[str, list[float]] = {name: [] for name in sides}
    for low in range(0, len(items), block):
        for name, call in sides.items():
            for item in items[low : low + block]:
                start = time.perf_counter()
                call(item)
                spent[name].append((time.perf_counter() - start) * 1_000)
    return spent


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
