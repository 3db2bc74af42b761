"""The implantations of a catalogue, as far as vintages are concerned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.millesimes import Nomme
from cartoexp.domain.territoires import Niveau
from cartoexp.store.catalogue_files import read_catalogue_files

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "implantations.csv"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an implantation is: its id, its level, its code and its name as they were given."""

    id: str
    niveau: Niveau
    nomme: Nomme

    @property
    def code(self) -> str:
        """The code as it was given."""
        return self.nomme.code


def read_places(folder: Path) -> list[Place]:
    """Return the implantations of a catalogue folder, in the order of the file.

    Raises:
        DataFileError: the file is missing, or lacks a column, or names an unknown level.
    """
    tables, _ = read_catalogue_files(folder)
    path = folder / _FILE
    table = tables.get("implantations")
    if table is None:
        raise DataFileError(path, "fichier absent", "Vérifiez le dossier du catalogue")
    try:
        columns = [table.header.index(name) for name in ("id", "niveau", "code", "nom")]
        rows = ([row[i] for i in columns] for row in table.rows)
        return [Place(id_, Niveau(niveau), Nomme(code, nom)) for id_, niveau, code, nom in rows]
    except ValueError as error:
        cure = "Vérifiez le catalogue avec « cartoexp load »"
        raise DataFileError(path, "colonne ou niveau inattendu", cure) from error
