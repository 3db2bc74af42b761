"""From cells of text to typed columns, every faulty cell reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.cells import CellError
from cartoexp.domain.catalogue.problems import Gravite, Problem, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.catalogue.columns import Column
    from cartoexp.domain.catalogue.parsing import RawTable
    from cartoexp.domain.catalogue.tables import Table


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Typed values by column; ``None`` where the cell is empty or faulty.

    ``complete`` is false when rows or columns are missing: absences then prove nothing.
    ``faulty`` holds the rows with a cell that could not be read.
    """

    table: Table
    lines: list[int]
    columns: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    faulty: set[int] = field(default_factory=set)

    def report(self, index: int, name: str, value: object, message: str) -> None:
        """Add an error on the cell ``name`` of the row at ``index``."""
        shown = "" if value is None else str(value)
        self.problems.append(Problem(self.table.file, self.lines[index], name, shown, message))

    def report_rule(self, index: int, name: str, value: object, message: str) -> None:
        """Add an error on a row whose cells were all read; the others have theirs already."""
        if index not in self.faulty:
            self.report(index, name, value, message)

    def warn(self, index: int, name: str, value: str, message: str) -> None:
        """Add a warning on the cell ``name`` of the row at ``index``."""
        line, warning = self.lines[index], Gravite.AVERTISSEMENT
        self.problems.append(Problem(self.table.file, line, name, value, message, warning))

    def column(self, name: str) -> list[Any]:
        """Return the values of a column, all ``None`` when the file has not got it."""
        return self.columns.get(name) or [None] * len(self.lines)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a mapping from column to value."""
        names = tuple(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))


def type_rows(table: Table, raw: RawTable) -> TypedTable:
    """Read every cell of ``raw``."""
    problems = [*raw.problems, *_column_problems(table, raw)]
    typed = TypedTable(table, raw.lines, problems=problems, complete=not problems)
    for column in table.columns:
        if column.name in raw.header:
            index = raw.header.index(column.name)
            typed.columns[column.name] = _read(typed, column, [row[index] for row in raw.rows])
    return typed


def _read(typed: TypedTable, column: Column, cells: list[str]) -> list[Any]:
    """Read the cells of one column, each distinct text once."""
    messages: dict[str, str] = {}
    values: dict[str, object] = {}
    for cell in dict.fromkeys(cells):
        try:
            values[cell] = column.read(cell) if cell else None
        except CellError as error:
            values[cell] = None
            messages[cell] = str(error)
    if column.required and "" in values:
        messages[""] = "la cellule est vide, or elle est obligatoire. Remplissez-la."
    if messages:
        for index, cell in enumerate(cells):
            if cell in messages:
                typed.faulty.add(index)
                typed.report(index, column.name, cell, messages[cell])
    return [values[cell] for cell in cells]


def _column_problems(table: Table, raw: RawTable) -> list[Problem]:
    if len(raw.header) <= 1:
        return []
    known = [c.name for c in table.columns]
    problems = [
        Problem(table.file, 1, c.name, "", f"la colonne {quote(c.name)} manque. Ajoutez-la.")
        for c in table.columns
        if not c.optional and c.name not in raw.header
    ]
    for name in dict.fromkeys(raw.header):
        if name not in known:
            close = get_close_matches(name, known, n=1)
            cure = f"Vouliez-vous écrire {quote(close[0])} ?" if close else "Retirez-la."
            told = f"la colonne {quote(name)} est inconnue. {cure}"
            problems.append(Problem(table.file, 1, name, name, told))
    return problems
