"""CSV: RFC 4180 with commas, or with « ; », a mark and decimal commas as French Excel wants it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from cartoexp.services.sorties.colonnes import Colonne, Genre
from cartoexp.services.sorties.inoffensif import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cartoexp.services.sorties.colonnes import Valeur
    from cartoexp.services.sorties.tables import Table

    Cell = Callable[[Valeur], object]

MARK = "\ufeff"
"""Without it Excel reads UTF-8 as an older code."""


def write(table: Table, *, excel: bool = False) -> Iterator[bytes]:
    """Yield the file; ``excel`` is for a French Excel, which opens it on a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if excel else ",", lineterminator="\r\n")
    cells = [_cell(c, excel=excel) for c in table.colonnes]
    text.write(MARK if excel else "")
    writer.writerow(map(harmless, table.noms))
    for rows, _ in table.blocs():
        writer.writerows(
            [write_one(value) for write_one, value in zip(cells, row, strict=True)] for row in rows
        )
        yield _taken(text)
    yield _taken(text)  # the head of a table without rows


def write_plain(noms: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> bytes:
    """Return a small table whose columns are not described, with commas."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(harmless, noms))
    writer.writerows([_any(value) for value in row] for row in lignes)
    return _taken(text)


def _any(value: Valeur) -> object:
    return _text(value) if isinstance(value, str) else _plain(value)


def _taken(text: StringIO) -> bytes:
    found = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return found


def _cell(colonne: Colonne, *, excel: bool) -> Cell:
    if colonne.genre is Genre.TEXTE:
        return _text
    if colonne.genre is Genre.OUI_NON:
        return {True: "oui", False: "non", None: ""}.__getitem__  # type: ignore[return-value]
    if colonne.genre is Genre.ENTIER:
        return _plain
    return _number(colonne.decimales, "," if excel else ".")


def _text(value: Valeur) -> str:
    return "" if value is None else harmless(str(value))


def _plain(value: Valeur) -> object:
    return "" if value is None else value


def _number(decimales: int | None, comma: str) -> Cell:
    def write_one(value: Valeur) -> str:
        if value is None:
            return ""
        told = str(value) if decimales is None else f"{value:.{decimales}f}"
        return told.replace(".", comma)

    return write_one
