"""The rows that an import left, with all their columns: corrected, they are sent again alone."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import xlsxwriter

from cartoexp.domain.errors import DataFileError
from cartoexp.services.sorties.inoffensif import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Ecrire = Callable[[int, Sequence[str], str], None]

SUFFIXES = (".csv", ".xlsx")
LIGNE, MOTIF = "cartoexp_ligne", "cartoexp_motif"
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def verifier(chemin: Path) -> None:
    """Refuse a file that could not be written, before any work is done.

    Raises:
        DataFileError: when the suffix is neither .csv nor .xlsx, or the folder does not exist.
    """
    if chemin.suffix.lower() not in SUFFIXES:
        cure = "Donnez un nom qui finit par .csv ou .xlsx"
        raise DataFileError(chemin, "format inconnu", cure)
    if not chemin.parent.is_dir():
        raise DataFileError(chemin, "dossier absent", "Créez-le, ou nommez-en un autre")


@contextmanager
def ouvrir(chemin: Path | None, entetes: Sequence[str]) -> Iterator[Ecrire]:
    """Give what writes a left row: its line, its cells, why it was left; nothing without a path.

    Raises:
        DataFileError: when the file cannot be written.
    """
    if chemin is None:
        yield _nowhere
        return
    kept = [i for i, name in enumerate(entetes) if name not in {LIGNE, MOTIF}]
    head = [*(entetes[i] for i in kept), LIGNE, MOTIF]
    try:
        with (_csv if chemin.suffix.lower() == ".csv" else _xlsx)(chemin) as write:
            write(head)

            def ecrire(ligne: int, cellules: Sequence[str], motif: str) -> None:
                write([*(cellules[i] for i in kept), str(ligne), motif])

            yield ecrire
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise DataFileError(chemin, "fichier impossible à écrire", "Nommez-en un autre") from error


def _nowhere(_ligne: int, _cellules: Sequence[str], _motif: str) -> None:
    return


@contextmanager
def _csv(chemin: Path) -> Iterator[Callable[[list[str]], None]]:
    with chemin.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        yield lambda row: writer.writerow([_safe(cell) for cell in row])


def _safe(cell: str) -> str:
    """Return a cell that a spreadsheet does not run; a number stays one, sign included."""
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)


@contextmanager
def _xlsx(chemin: Path) -> Iterator[Callable[[list[str]], None]]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(chemin, options) as book:
        sheet = book.add_worksheet("Lignes à corriger")
        rank = 0

        def write(row: list[str]) -> None:
            nonlocal rank
            for column, cell in enumerate(row):
                sheet.write_string(rank, column, cell)
            rank += 1

        yield write
