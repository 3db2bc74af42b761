"""The delimiter of a text: the one that parts its lines into the same number of cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES = (";", "\t", ",", "|", "^", "~", "¤", "§", "\x1f")
"""In the order preferred when two part a text equally well."""
LAST_RESORT = ":"
"""Hours and addresses hold it: only when nothing else parts the text."""
_DECLARED = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
_MIN_SHARE = 0.5
_CLOSE = 0.1


def declared(first_line: str) -> str | None:
    """Return the delimiter that a first line « sep=; » declares, as Excel writes it."""
    found = _DECLARED.fullmatch(first_line)
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class _Partage:
    """How a delimiter parts lines: share of rows of the usual width, first of them, that width."""

    delimiteur: str
    part: float
    premiere: int
    largeur: int

    def mieux_que(self, other: _Partage) -> bool:
        """Return whether it parts them better: more rows alike, then the header too."""
        if abs(self.part - other.part) > _CLOSE:
            return self.part > other.part
        if self.premiere != other.premiere:
            return self.premiere < other.premiere
        return self.largeur > 2 * other.largeur


def trouver(lines: Sequence[str]) -> str:
    """Return the delimiter of a sample of lines; a comma when there is only one column."""
    best: _Partage | None = None
    for candidate in CANDIDATES:
        found = _partage(lines, candidate)
        if found and (best is None or found.mieux_que(best)):
            best = found
    if best:
        return best.delimiteur
    last = _partage(lines, LAST_RESORT)
    return LAST_RESORT if last and last.part == 1.0 else ","


def _partage(lines: Sequence[str], delimiter: str) -> _Partage | None:
    """Return how a delimiter parts lines, ``None`` when it parts too few."""
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
    parted = Counter(width for width in widths if width > 1)
    if not parted:
        return None
    usual = max(parted, key=lambda width: (parted[width], width))
    share = parted[usual] / len(widths)
    if share < _MIN_SHARE:
        return None
    return _Partage(delimiter, share, widths.index(usual), usual)
