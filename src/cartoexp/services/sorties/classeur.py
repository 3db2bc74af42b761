"""XLSX: typed cells on a first sheet, then where they come from and what the columns mean."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from cartoexp.services.sorties.colonnes import Genre
from cartoexp.services.sorties.inoffensif import harmless

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from cartoexp.services.sorties.colonnes import Valeur
    from cartoexp.services.sorties.tables import Table

NOTICE = "Sources et filtres"
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31
"""Characters of the name of a sheet."""
OPTIONS = {
    # A row is on the disk as soon as it is written.
    "constant_memory": True,
    # Texts stay texts: a name that begins with « = » is no formula, an address no link.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NARROW, WIDE, WIDEST = 11, 24, 48


def write(table: Table, path: Path) -> None:
    """Write the workbook at ``path``."""
    with Workbook(path, OPTIONS) as book:
        created = datetime.combine(table.notice.jour, time())
        book.set_properties({"title": table.titre, "created": created})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        name = " ".join(table.titre.translate(FORBIDDEN).split())[:LONGEST_NAME]
        _rows(book.add_worksheet(name), table, bold)
        _notice(book.add_worksheet(NOTICE), table, bold, wrapped)


def _rows(sheet: Worksheet, table: Table, bold: object) -> None:
    for place, colonne in enumerate(table.colonnes):
        width = WIDE if colonne.genre is Genre.TEXTE else NARROW
        sheet.set_column(place, place, max(width, min(len(colonne.nom) + 3, WIDE)))
        sheet.write_string(0, place, harmless(colonne.nom), bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate((row for rows, _ in table.blocs() for row in rows), 1):
        for place, value in enumerate(row):
            _write(sheet, last, place, value)
    if last:
        sheet.autofilter(0, 0, last, len(table.colonnes) - 1)


def _write(sheet: Worksheet, line: int, place: int, value: Valeur) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, str):
        sheet.write_string(line, place, harmless(value))
    else:
        sheet.write_number(line, place, value)


def _notice(sheet: Worksheet, table: Table, bold: object, wrapped: object) -> None:
    told = [("Fichier", table.titre), *table.notice.pairs(), ("", ""), ("Colonne", "Contenu")]
    told += [(c.nom, c.description) for c in table.colonnes]
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, 2 * WIDEST)
    for line, (name, text) in enumerate(told):
        sheet.write_string(line, 0, harmless(name), bold)
        sheet.write_string(line, 1, harmless(text), wrapped)
