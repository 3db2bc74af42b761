"""From the lines of a CSV file to rows of cells, each with its line number."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import Problem, quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells of a file as text. ``lines[i]`` is the line on which ``rows[i]`` starts.

    Every row has as many cells as ``header``: those that have not are in ``problems`` instead.
    """

    file: str
    header: tuple[str, ...]
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_rows(file: str, lines: Iterable[str]) -> RawTable:
    """Split ``lines``, ends included, of a comma-separated file; blank lines are skipped.

    However the caller cut them, a row ends at CR or LF only, never at U+2028 within a text.
    """
    content = StringIO("".join(lines).removeprefix(_BOM), newline="")
    reader = csv.reader(content, strict=True)
    table = RawTable(file, ())
    start = 1
    try:
        header = tuple(next(reader, ()))
        table = RawTable(file, header, problems=_header_problems(file, header))
        start = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                table.lines.append(start)
                table.rows.append(row)
            elif row:
                table.problems.append(_ragged(file, start, len(row), len(header)))
            start = reader.line_num + 1
    except csv.Error:
        told = (
            "un guillemet est mal fermé ou un texte est démesuré. Corrigez cette ligne : "
            "la suite du fichier n’a pas été lue."
        )
        table.problems.append(Problem(file, start, "", "", told))
    return table


def _header_problems(file: str, header: tuple[str, ...]) -> list[Problem]:
    if not header:
        told = "le fichier est vide. Sa première ligne doit nommer les colonnes."
        return [Problem(file, 1, "", "", told)]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        told = (
            "les colonnes ne sont pas séparées par des virgules. "
            "Enregistrez le fichier en CSV UTF-8, séparateur virgule."
        )
        return [Problem(file, 1, "", header[0], told)]
    return [
        Problem(
            file, 1, name, name, f"la colonne {quote(name)} est écrite deux fois. Gardez-en une."
        )
        for name in sorted({n for n in header if header.count(n) > 1})
    ]


def _ragged(file: str, line: int, found: int, expected: int) -> Problem:
    told = (
        f"la ligne compte {found} cellules, l’en-tête {expected}. "
        "Mettez entre guillemets doubles les textes qui contiennent une virgule."
    )
    return Problem(file, line, "", "", told)
