"""Where the header of a grid is: after titles and blanks, on several lines, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.store.lecture.cellules import annee, chiffree, nomme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Cellules = Sequence[str]

SAMPLE = 200
"""Rows, blank ones left out, that are looked at to find the header."""
MAX_BEFORE = 30
"""Rows that may precede the header."""
MAX_HEIGHT = 3
"""Lines of one header."""
_FILLED = 0.75
_COVERED = 0.5
_MOSTLY = 0.6
_NEARLY_ALWAYS = 0.9
_JOIN = " – "
_RANK = re.compile(r"\(\d+\)")


@dataclass(frozen=True, slots=True)
class Entete:
    """The header of a grid, by ranks in its sample of rows."""

    noms: tuple[str, ...]
    """A name a column, as read: possibly empty or doubled."""
    premiere: int
    """Rank of the first row of the header."""
    corps: int
    """Rank of the first row of data; ``premiere == corps`` when there is no header."""


def trouver(rows: Sequence[Cellules], parted: Sequence[bool], *, usual: bool = False) -> Entete:
    """Return the header of a sample of rows that are not blank (of any width, at least one row).

    ``parted`` tells which have a blank row above them: lines of one header follow each other. The
    table is as wide as its widest row, or, with ``usual``, as its rows are as a rule.
    """
    width = _usual_width(rows)
    top = _after_gap(rows, parted, width)
    if top is None:
        top = _fullest(rows, width)
    if _is_header(rows[top], rows[top + 1 :]):
        first, last = _above(rows, parted, top), _below(rows, parted, top)
    else:
        first, last = _stacked(rows, parted, top), top - 1
    body = rows[last + 1 :]
    lengths = [_most_usual(map(len, body))] if usual else map(extent, body)
    wide = max([*map(extent, rows[first : last + 1]), *lengths])
    return Entete(_names(rows[first : last + 1], wide), first, last + 1)


def _most_usual(values: Iterable[int]) -> int:
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value], default=0)


def extent(row: Cellules) -> int:
    """Return how many cells a row has, up to its last that is filled."""
    for rank in range(len(row), 0, -1):
        if row[rank - 1]:
            return rank
    return 0


def _usual_width(rows: Sequence[Cellules]) -> int:
    """Return how many cells are filled as a rule: titles are few, rows are many."""
    filled = Counter(_filled(row) for row in rows)
    most = max(filled.values())
    return max(width for width, times in filled.items() if times * 2 >= most)


def _filled(row: Cellules) -> int:
    return sum(1 for cell in row if cell)


def _fullest(rows: Sequence[Cellules], width: int) -> int:
    """Return the first row that is as full as a header of such a table is."""
    wanted = _wanted(width)
    for rank, row in enumerate(rows[:MAX_BEFORE]):
        if _filled(row) >= wanted:
            return rank
    return 0


def _after_gap(rows: Sequence[Cellules], parted: Sequence[bool], width: int) -> int | None:
    """Return the header that a blank line parts from what is told above it.

    What stands above may be as full as the table: pairs such as « Source ; INSEE ».
    """
    for rank in range(1, min(len(rows), MAX_BEFORE)):
        body = rows[rank + 1 :]
        if not parted[rank] or len(body) < rank or _filled(rows[rank]) < _wanted(width):
            continue
        cells = [(column, cell) for column, cell in enumerate(rows[rank]) if cell]
        named = any(_names_column(cell, body, column) for column, cell in cells)
        if named and _is_header(rows[rank], body):
            return rank
    return None


def _wanted(width: int) -> float:
    return min(width, max(2, width * _FILLED))


def _is_header(row: Cellules, body: Sequence[Cellules]) -> bool:
    cells = [(column, cell) for column, cell in enumerate(row) if cell]
    words = [cell for _, cell in cells if not chiffree(cell)]
    figures = [cell for _, cell in cells if chiffree(cell) and not annee(cell)]
    if not words or len(figures) * 2 >= len(cells):
        return False
    if not figures and any(_names_column(cell, body, column) for column, cell in cells):
        return True
    below = [column for column, cell in cells if not chiffree(cell) and _of_figures(body, column)]
    if below:
        return True
    repeated = any(cell in _column(body, column) for column, cell in cells)
    return not figures and not repeated and len(cells) > 1


def _names_column(cell: str, body: Sequence[Cellules], column: int) -> bool:
    """Return whether a cell reads as a title above cells that do not."""
    if chiffree(cell) or not nomme(cell):
        return False
    below = _column(body, column)
    return sum(map(nomme, below)) <= _MOSTLY * len(below)


def _column(body: Sequence[Cellules], column: int) -> list[str]:
    return [row[column] for row in body if column < len(row) and row[column]]


def _of_figures(body: Sequence[Cellules], column: int) -> bool:
    cells = _column(body, column)
    return bool(cells) and sum(map(chiffree, cells)) >= _MOSTLY * len(cells)


def _above(rows: Sequence[Cellules], parted: Sequence[bool], top: int) -> int:
    """Return the first line of a header whose groups of columns are named above it."""
    first = top
    while (
        first
        and top - first < MAX_HEIGHT - 1
        and not parted[first]
        and _groups(rows[first - 1], rows[top])
    ):
        first -= 1
    return first


def _stacked(rows: Sequence[Cellules], parted: Sequence[bool], top: int) -> int:
    """Return the first of the lines above the data that name its columns together.

    None of them is full: merged cells leave blanks in each. ``top`` when there is none.
    """
    best, most = top, _COVERED * extent(rows[top])
    for first in range(top - 1, max(-1, top - 1 - MAX_HEIGHT), -1):
        apart = parted[first + 1]
        if apart or any(chiffree(cell) and not annee(cell) for cell in rows[first]):
            break
        wide = max(map(extent, rows[first:top]))
        covered = sum(1 for c in range(wide) if any(_at(row, c) for row in rows[first:top]))
        if covered > most:
            best, most = first, covered
    return best


def _groups(row: Cellules, header: Cellules) -> bool:
    """Return whether a row names groups of columns: blanks, words, and not a title alone."""
    filled = [column for column, cell in enumerate(row) if cell]
    if any(chiffree(row[column]) and not annee(row[column]) for column in filled):
        return False
    beyond = [column for column in filled if column >= extent(header)]
    inside = 2 * len(beyond) < len(filled)  # a title merged down to the last line may be the last
    return inside and (len(filled) > 1 or (bool(filled) and filled[0] > 0))


def _below(rows: Sequence[Cellules], parted: Sequence[bool], top: int) -> int:
    """Return the last line of a header that goes on below its fullest line."""
    last = top
    while last - top < MAX_HEIGHT - 1 and last + 2 < len(rows):
        apart = parted[last + 1]
        if apart or not _continues(rows[last], rows[last + 1], rows[last + 2 :]):
            break
        last += 1
    return last


def _continues(header: Cellules, row: Cellules, body: Sequence[Cellules]) -> bool:
    cells = [(column, cell) for column, cell in enumerate(row) if cell]
    if any(chiffree(cell) and not annee(cell) for _, cell in cells):
        return False
    wide = max(len(header), len(row))
    blank = [column for column in range(wide) if not _at(header, column)]
    fills = any(_at(row, column) for column in blank)
    unlike = sum(1 for c, cell in cells if not chiffree(cell) and _of_figures(body, c))
    lacks = any(_nearly_full(body, c) for c in range(extent(header)) if not _at(row, c))
    if fills and (unlike or lacks):
        return True
    return unlike > 1 or (unlike > 0 and all(nomme(cell) for _, cell in cells))


def _nearly_full(body: Sequence[Cellules], column: int) -> bool:
    return bool(body) and len(_column(body, column)) >= _NEARLY_ALWAYS * len(body)


def _at(row: Cellules, column: int) -> str:
    return row[column] if column < len(row) else ""


def _names(lines: Sequence[Cellules], wide: int) -> tuple[str, ...]:
    """Return a name a column: words of the lines from top to bottom, groups carried rightwards."""
    carried = [_carried(line, lines[rank + 1 :], wide) for rank, line in enumerate(lines)]
    return tuple(
        _JOIN.join(dict.fromkeys(line[column] for line in carried if _telling(line[column])))
        for column in range(wide)
    )


def _telling(cell: str) -> bool:
    """Return whether a cell says more than the rank of its column, « (3) »."""
    return bool(cell) and not _RANK.fullmatch(cell)


def _carried(line: Cellules, under: Sequence[Cellules], wide: int) -> list[str]:
    """A merged cell holds its words in its first column only: the next ones are blank."""
    told, group = [], ""
    for column in range(wide):
        cell = _at(line, column)
        if cell:
            group = cell
            told.append(cell)
        else:
            told.append(group if any(_at(row, column) for row in under) else "")
    return told
