"""Marks that would cover each other on a map, pushed apart until they can be read; pure."""

from __future__ import annotations

from itertools import combinations
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Place = tuple[float, float]

ROUNDS = 24
GOLDEN = pi * (3 - 5**0.5)
"""Angle between the directions in which marks at one same place leave it."""


def apart(places: Sequence[Place], room: float, fixed: Place | None = None) -> list[Place]:
    """Return where to write marks so that no two, nor ``fixed``, are closer than ``room``.

    What has room stays where it is. In a crowd the distance is approached, not promised.
    """
    found = [list(p) for p in places]
    for _ in range(ROUNDS):
        moved = False
        for i, j in combinations(range(len(found)), 2):
            dx, dy, gap = _between(found[i], found[j], i + j)
            if gap < room:
                push = (room - gap) / 2
                found[i] = [found[i][0] - dx * push, found[i][1] - dy * push]
                found[j] = [found[j][0] + dx * push, found[j][1] + dy * push]
                moved = True
        for i, place in enumerate(found if fixed else ()):
            dx, dy, gap = _between(fixed or place, place, i)
            if gap < room:
                found[i] = [place[0] + dx * (room - gap), place[1] + dy * (room - gap)]
                moved = True
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in found]


def _between(a: Sequence[float], b: Sequence[float], turn: int) -> tuple[float, float, float]:
    """Return the direction from ``a`` to ``b`` and their distance; any direction at one place."""
    gap = hypot(b[0] - a[0], b[1] - a[1])
    if gap < 1e-9:  # noqa: PLR2004  the same place
        return cos(turn * GOLDEN), sin(turn * GOLDEN), 0.0
    return (b[0] - a[0]) / gap, (b[1] - a[1]) / gap, gap
