"""CSV: RFC 4180 with commas, or with « ; », a mark and decimal commas as French Excel wants it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from cartoexp.services.sorties.colonnes import Genre
from cartoexp.services.sorties.inoffensif import DANGEROUS, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cartoexp.services.sorties.colonnes import Colonne, Valeur
    from cartoexp.services.sorties.tables import Table

MARK = "\ufeff"
"""Without it Excel reads UTF-8 as an older code."""
YES_NO = {True: "oui", False: "non", None: None}


def write(table: Table, *, excel: bool = False) -> Iterator[bytes]:
    """Yield the file; ``excel`` is for a French Excel, which opens it on a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if excel else ",", lineterminator="\r\n")
    comma = "," if excel else "."
    text.write(MARK if excel else "")
    writer.writerow(map(harmless, table.noms))
    for rows, _ in table.blocs():
        # By column: a function called for each cell would take three times as long.
        columns = zip(*rows, strict=True)
        told = [_told(c, cells, comma) for c, cells in zip(table.colonnes, columns, strict=True)]
        writer.writerows(zip(*told, strict=True))
        yield _taken(text)
    yield _taken(text)  # the head of a table without rows


def write_plain(noms: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> bytes:
    """Return a small table whose columns are not described, with commas."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(harmless, noms))
    writer.writerows([harmless(v) if isinstance(v, str) else v for v in row] for row in lignes)
    return _taken(text)


def _taken(text: StringIO) -> bytes:
    found = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return found


def _told(colonne: Colonne, cells: Sequence[Any], comma: str) -> Sequence[object]:
    """Return the cells of a column as they are written; unknown ones are left empty."""
    match colonne.genre:
        case Genre.TEXTE:
            return [f"'{v}" if v and v[0] in DANGEROUS else v for v in cells]
        case Genre.OUI_NON:
            return [YES_NO[v] for v in cells]
        case Genre.ENTIER:
            return cells
    digits = colonne.decimales
    known = (v if v is None else str(v) if digits is None else f"{v:.{digits}f}" for v in cells)
    return [v if v is None else v.replace(".", comma) for v in known]
