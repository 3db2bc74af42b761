"""Rows of a delimited text, whatever its quotes: a quote left open swallows no other row."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from cartoexp.store.lecture.refus import cell_too_long
from cartoexp.store.lecture.tableau import MAX_CELLULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LINES = 1_000
"""Lines of text in one row: beyond, a quote was left open."""
STRAY = "guillemet non refermé ou mal placé, ligne lue telle qu’elle est écrite"


class Enregistrement(NamedTuple):
    """A row as parted, not yet trimmed."""

    numero: int
    cellules: list[str]
    remarque: str = ""


class _LeftOpenError(Exception):
    """A row goes on for too many lines."""


def enregistrements(lines: Iterable[str], delimiter: str) -> Iterator[Enregistrement]:
    """Yield the rows of a text, with the number of their first line.

    Raises:
        FichierRefuseError: a cell is longer than ``MAX_CELLULE``.
    """
    csv.field_size_limit(MAX_CELLULE)
    source = _Lines(lines)
    while True:
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                yield Enregistrement(source.first, row)
                source.next_row()
        except (csv.Error, _LeftOpenError):
            numero = source.first
            yield _alone(numero, source.back_to_second(), delimiter)
        else:
            return


def _alone(numero: int, line: str, delimiter: str) -> Enregistrement:
    """Return one line by itself: its quotes are characters like others."""
    unbalanced = line.count('"') % 2 == 1
    try:
        if unbalanced:
            row = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))
        else:
            row = next(csv.reader([line], delimiter=delimiter))
    except csv.Error as error:
        raise cell_too_long(numero) from error
    return Enregistrement(numero, row, STRAY)


class _Lines:
    """Lines of a text; those of the row being read can be read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.first = 1
        self._lines = iter(lines)
        self._row: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._row) >= MAX_LINES:
            raise _LeftOpenError
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        return line

    def next_row(self) -> None:
        self.first += len(self._row)
        self._row.clear()

    def back_to_second(self) -> str:
        """Return the first line of the row; the others will be read again."""
        line, *others = self._row
        self._again.extendleft(reversed(others))
        self._row.clear()
        self.first += 1
        return line
