"""From a catalogue back to rows of cells, as its files hold them."""

from __future__ import annotations

import csv
from enum import Enum
from io import StringIO
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.catalogue.tables import LINKS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.domain.catalogue.tables import Table
    from cartoexp.domain.catalogue.validation import Catalogue


def write_catalogue(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of each file by table, in CSV (RFC 4180); ``parse_rows`` reads it back.

    Optional columns that hold nothing are left out.
    """
    links = [
        [experiment.id, str(rang), source]
        for experiment in catalogue.experiments
        for rang, source in enumerate(experiment.sources, 1)
    ]
    texts = {
        table.name: _csv(*_rows(table, getattr(catalogue, table.name)))
        for table in TABLES
        if table is not LINKS
    }
    return texts | {LINKS.name: _csv([c.name for c in LINKS.columns], links)}


def write_cell(value: object) -> str:
    """Return the text of one value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(map(write_cell, value))
    return str(value.value if isinstance(value, Enum) else value)


def _rows(table: Table, records: Sequence[object]) -> tuple[list[str], list[list[str]]]:
    names = [
        c.name
        for c in table.columns
        if not c.optional or any(getattr(r, c.name) is not None for r in records)
    ]
    return names, [[write_cell(getattr(r, name)) for name in names] for r in records]


def _csv(header: list[str], rows: Iterable[list[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue()
