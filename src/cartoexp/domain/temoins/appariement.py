"""Nearest neighbours of several territories, none used twice.

The pair that is nearest of all is taken first, then the next one, and so on: where two
territories want the same neighbour, the one that is nearer has it. Ties are broken by row, which
is the order of codes: the answer does not depend on the order in which territories are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows

VIVIER = 100
"""Nearest admitted neighbours of a territory among which its controls are chosen."""


def viviers(carres: Numbers, admis: NDArray[np.bool_], most: int = VIVIER) -> list[Rows]:
    """Return the rows of the nearest admitted neighbours of each territory, nearest first.

    Args:
        carres: d² from each of t territories to each of n (t x n); ``inf`` when unknown.
        admis: whether each of the n may be a control of each of the t (t x n).
        most: rows returned for each, at most.
    """
    found = []
    for row, allowed in zip(carres, admis, strict=True):
        rows = np.flatnonzero(allowed & np.isfinite(row))
        found.append(rows[np.argsort(row[rows], kind="stable")[:most]])
    return found


def apparier(carres: Numbers, candidats: list[Rows], par: int) -> list[Rows]:
    """Return ``par`` controls of each territory, fewer where there are not enough.

    Each territory has one control before any has two, so that none is left without one because
    another took several; no control is used twice.

    Args:
        carres: d² (t x n).
        candidats: rows among which those of each territory are taken, as :func:`viviers` gives.
        par: controls wanted for each.
    """
    kept: list[list[int]] = [[] for _ in candidats]
    used: set[int] = set()
    pairs = sorted(
        (float(carres[t, row]), row, t) for t, rows in enumerate(candidats) for row in rows.tolist()
    )
    for turn in range(1, par + 1):
        for _, row, t in pairs:
            if len(kept[t]) < turn and row not in used:
                kept[t].append(row)
                used.add(row)
    return [np.array(rows, dtype=np.intp) for rows in kept]
