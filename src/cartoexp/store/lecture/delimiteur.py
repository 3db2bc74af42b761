"""The delimiter of a text: the one that parts its lines into the same number of cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES = (";", "\t", ",", "|", "^", "~", "¤", "§", "\x1f")
"""In the order preferred when two part a text equally well."""
LAST_RESORT = ":"
"""Hours and addresses hold it: only when nothing else parts the text."""
NAMES = {
    "\t": "tabulation",
    ",": "virgule",
    ";": "point-virgule",
    "|": "barre verticale",
    ":": "deux-points",
    "\x1f": "séparateur d’unité",
}
_DECLARED = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
_MIN_SHARE = 0.5
_CLOSE = 0.1


def declared(first_line: str) -> str | None:
    """Return the delimiter that a first line « sep=; » declares, as Excel writes it."""
    found = _DECLARED.fullmatch(first_line)
    return found[1] if found else None


def trouver(lines: Sequence[str]) -> str:
    """Return the delimiter of a sample of lines; a comma when there is only one column."""
    best, score = ",", (0.0, 0)
    for candidate in CANDIDATES:
        share, width = _regularity(lines, candidate)
        if width < 2 or share < _MIN_SHARE:  # noqa: PLR2004  two cells are parted by something
            continue
        better = share > score[0] + _CLOSE
        as_good = share > score[0] - _CLOSE and width > 2 * score[1]
        if better or as_good:
            best, score = candidate, (share, width)
    if score[1]:
        return best
    share, width = _regularity(lines, LAST_RESORT)
    return LAST_RESORT if share == 1.0 and width > 1 else best


def _regularity(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have the most usual width, and that width."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        pass
    if not widths:
        return 0.0, 0
    parted = {width: times for width, times in widths.items() if width > 1}
    if not parted:
        return 1.0, 1
    width = max(parted, key=lambda w: (parted[w], w))
    return parted[width] / widths.total(), width
