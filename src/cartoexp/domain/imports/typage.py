"""The catalogue's own check of cells and rows, on rows that come from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.parsing import RawTable
from cartoexp.domain.catalogue.rules import RULES
from cartoexp.domain.catalogue.typed import type_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.catalogue.problems import Problem
    from cartoexp.domain.catalogue.tables import Table


def typer(
    table: Table, rows: Sequence[Mapping[str, str]]
) -> tuple[list[dict[str, Any]], dict[int, list[Problem]]]:
    """Read rows of text (by column, empty when absent) as a file of the catalogue is read.

    Returns the typed values of each row, and by position the problems of those that have any.
    """
    if not rows:
        return [], {}
    header = tuple(c.name for c in table.columns)
    cells = [[row.get(name, "") for name in header] for row in rows]
    typed = type_rows(table, RawTable(table.file, header, list(range(len(rows))), cells))
    RULES[table.name](typed)
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in typed.problems:
        problems[problem.line].append(problem)
    return list(typed.records()), problems
