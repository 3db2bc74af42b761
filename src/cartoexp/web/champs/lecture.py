"""What a form sends of a row: cells as the catalogue writes them, and names that are no question.

Only the way of writing is put right (spaces, French dates, the address of a record); the
catalogue's own check comes after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.imports.valeurs import en_date
from cartoexp.web.champs.champ import Saisie, champ

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

_NOM = re.compile(r"([a-z]{1,20})-(\d{1,3})-([a-z_]{1,60})", re.ASCII)
_FICHE = re.compile(r"(?:https?://[^/\s]+)?/experimentations/([a-z0-9_-]+)/?(?:[?#]\S*)?")
ID = "id"


def lire(form: MultiDict[str, str], table: str) -> dict[int, dict[str, str]]:
    """Return the cells that a form sends of the rows of a table, by rank then by column.

    Names of columns that forms do not ask are kept: who reads them next says that they are not
    to be filled in.
    """
    found: dict[int, dict[str, str]] = {}
    for name in form:
        match = _NOM.fullmatch(name)
        if match and match[1] == table:
            cells = found.setdefault(int(match[2]), {})
            cells[match[3]] = _cellule(table, match[3], form.getlist(name))
    return dict(sorted(found.items()))


def _cellule(table: str, colonne: str, values: list[str]) -> str:
    asked = champ(table, colonne)
    if asked is not None and asked.saisie is Saisie.COCHES:
        return LIST_SEPARATOR.join(dict.fromkeys(v.strip() for v in values if v.strip()))
    text = values[0].replace("\r\n", "\n").strip()
    if asked is None or not text:
        return text
    if asked.saisie is Saisie.DATE:
        return en_date(text)
    if asked.colonne.references == "experiments":
        fiche = _FICHE.fullmatch(text)
        return fiche[1] if fiche else text
    return text
