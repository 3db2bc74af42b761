"""Exchanges controls for others as near, so that both groups are alike on the average.

The nearest neighbours of one territory may all differ from it on the same side: each is near, and
their average is not. What is lowered here is the square of the differences of the averages, with
a part for what each pair differs by, so that two opposite extremes do not pass for a likeness.
Only what was known before the start is looked at, never a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cartoexp.domain.comparables import Numbers, Rows

PAIRE = 0.1
"""Weight of what each pair differs by, beside what the averages differ by."""
TOURS = 8
"""Times that every control is looked at, at most: exchanges have long ended by then."""
GAIN = 1e-9


def equilibrer(z: Numbers, essais: Rows, temoins: list[Rows], candidats: list[Rows]) -> list[Rows]:
    """Return controls as many as before, whose averages are nearer to those that try.

    Args:
        z: standardised indicators (v x n), ``NaN`` when missing.
        essais: rows of the t territories that try.
        temoins: rows of their controls.
        candidats: rows among which those of each may be exchanged.
    """
    kept = [rows.copy() for rows in temoins]
    matched = [t for t, rows in enumerate(kept) if len(rows)]
    if not matched or not len(z):
        return kept
    gaps = {t: _gaps(z, int(essais[t]), candidats[t]) for t in matched}
    for _ in range(TOURS):
        changed = [_exchange(t, kept, candidats[t], gaps, len(matched)) for t in matched]
        if not any(changed):
            break
    return kept


def _gaps(z: Numbers, row: int, rows: Rows) -> dict[int, Numbers]:
    """Return by row what it differs by from a territory (v); 0 where one is not known."""
    found = np.nan_to_num((z[:, rows].T - z[:, row]).astype(np.float64), nan=0.0)
    return dict(zip(rows.tolist(), found, strict=True))


def _exchange(
    t: int, kept: list[Rows], rows: Rows, gaps: dict[int, dict[int, Numbers]], size: int
) -> bool:
    """Exchange the controls of one territory where it helps; tell whether one was."""
    changed = False
    own = gaps[t]
    for place in range(len(kept[t])):
        used = {row for held in kept for row in held.tolist()}
        free = [row for row in rows.tolist() if row not in used]
        if not free:
            return changed
        share = 1 / (len(kept[t]) * size)
        now = own[int(kept[t][place])]
        mean = _mean(kept, gaps, size)
        tried = np.array([own[row] for row in free])
        means = mean + (tried - now) * share
        before = float(np.square(mean).mean()) + PAIRE * share * float(np.square(now).mean())
        after = np.square(means).mean(axis=1) + PAIRE * share * np.square(tried).mean(axis=1)
        best = int(np.argmin(after))
        if after[best] < before - GAIN:
            kept[t][place] = free[best]
            changed = True
    return changed


def _mean(kept: list[Rows], gaps: dict[int, dict[int, Numbers]], size: int) -> Numbers:
    """Return what the averages of the two groups differ by (v)."""
    total = sum(
        (
            np.mean([gaps[t][row] for row in rows.tolist()], axis=0)
            for t, rows in enumerate(kept)
            if len(rows)
        ),
        start=np.zeros(1),
    )
    result: Numbers = total / size
    return result
