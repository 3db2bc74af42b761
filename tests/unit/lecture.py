"""Files to be read in tests: written by the libraries that the product has, or byte by byte."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from cartoexp.store.lecture import Ligne, ouvrir

Rows = Sequence[Sequence[object]]


def lire(path: Path, feuille: str | None = None) -> tuple[tuple[str, ...], list[Ligne], str]:
    """Return the header, the rows and the remarks of a file."""
    with ouvrir(path, feuille) as table:
        rows = list(table.lignes)
        assert all(len(row.cellules) == len(table.entetes) for row in rows)
        assert len(set(table.entetes)) == len(table.entetes)
        assert all(table.entetes)
        return table.entetes, rows, " ".join(table.remarques)


def cellules(path: Path, feuille: str | None = None) -> list[tuple[str, ...]]:
    """Return the cells of a file."""
    return [row.cellules for row in lire(path, feuille)[1]]


def texte(folder: Path, content: str | bytes, name: str = "liste.csv") -> Path:
    """Write a text, in UTF-8 unless its bytes are given."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def xlsx(folder: Path, sheets: dict[str, Rows], name: str = "classeur.xlsx") -> Path:
    """Write a workbook."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for rank, row in enumerate(rows):
                sheet.write_row(rank, 0, row)
    return path


def archive(folder: Path, parts: Mapping[str, str | bytes], name: str) -> Path:
    """Write an archive."""
    path = folder / name
    with ZipFile(path, "w", ZIP_DEFLATED) as out:
        for part, content in parts.items():
            out.writestr(part, content)
    return path


ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(folder: Path, tables: str, name: str = "classeur.ods", head: str = "") -> Path:
    """Write a workbook from the XML of its sheets."""
    content = f'<?xml version="1.0" encoding="UTF-8"?>{head}{_ODS_HEAD}{tables}{_ODS_TAIL}'
    return archive(folder, {"mimetype": ODS, "content.xml": content}, name)


def ods_row(*cells: str, times: int = 1) -> str:
    """Return a row of texts as ODS writes it."""
    told = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
        if c
        else "<table:table-cell/>"
        for c in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{told}</table:table-row>'
