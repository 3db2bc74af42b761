"""The ranking as a workbook: the list, then what its columns mean and how it was made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.pages.essaimage import mots
from cartoexp.web.pages.essaimage.fichiers import COLUMNS, CONTRIBUTION, MADE, TOLD
from cartoexp.web.tableur import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from cartoexp.web.pages.essaimage.fichiers import Fichier

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"nom": 28, "rapproche": 48, "eloigne": 48, "a_adapter": 48, "reglages": 32}
WIDTH = 13
CAUTION = (
    "Un rang de ressemblance n’est pas une probabilité de réussite. Ce classement ne sait rien de "
    "la volonté politique, des moyens ni du calendrier de ces territoires."
)


def write(fichier: Fichier, address: str, millesime: str) -> bytes:
    """Return the workbook; ``address`` is the permanent link of the ranking."""
    content = BytesIO()
    # Texts stay texts: a name that begins with « = » is no formula, an address no link.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        _list(book.add_worksheet("Classement"), fichier, bold)
        _notes(book.add_worksheet("Lisez-moi"), fichier, bold, (address, millesime))
    return content.getvalue()


def _list(sheet: Worksheet, fichier: Fichier, bold: object) -> None:
    columns = fichier.columns[: -len(MADE)]  # the other sheet says it once
    for i, name in enumerate(columns):
        sheet.set_column(i, i, WIDTHS.get(name, WIDTH))
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, len(fichier.candidats), len(columns) - 1)
    sheet.write_row(0, 0, columns, bold)
    for line, values in enumerate(fichier.rows(), 1):
        shown = values[: len(columns) if line <= TOLD else len(COLUMNS)]
        for column, value in enumerate(shown):
            if isinstance(value, str):
                if value:
                    sheet.write_string(line, column, harmless(value))
            elif value is not None:
                sheet.write_number(line, column, value)


def _notes(sheet: Worksheet, fichier: Fichier, bold: object, made: tuple[str, str]) -> None:
    address, millesime = made
    record = fichier.depart.record
    told: Sequence[tuple[str, str]] = [
        ("Point de départ", record.experiment.titre if record else "Liste de codes"),
        ("Niveau", fichier.depart.niveau.label),
        ("Territoires de départ", str(len(fichier.depart.territoires))),
        ("Réglages", fichier.reglages or "aucun"),
        ("Calculé le", str(fichier.today)),
        ("Page", address),
        ("Millésime", millesime),
        ("Licence", "Licence Ouverte 2.0"),
        ("À savoir", CAUTION),
        ("Détails", f"Raisons et contributions{NBSP}: les {number(TOLD)} premiers rangs."),
        ("", "Les contributions de tous sont dans le fichier CSV, les rangs de tous ici."),
        ("", ""),
        ("Colonne", "Contenu"),
        *COLUMNS,
        *((f"{CONTRIBUTION}{t}", f"Part du score\u00a0: {mots.theme(t)}") for t in fichier.themes),
    ]
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for line, (name, text) in enumerate(told):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, harmless(text))
