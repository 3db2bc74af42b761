"""Use case: the files that anyone may download, known by name; no other file is ever given."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

PACKAGE = "datapackage.json"
CURE = "Rétablissez le dossier du catalogue (CARTOEXP_CATALOGUE_DIR)"
TITLES = {
    PACKAGE: "Description des fichiers et de leurs colonnes (Data Package, Table Schema)",
    **{table.file: table.title for table in TABLES},
    "vocabulaires.csv": "Valeurs des vocabulaires et leurs libellés",
}


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file to download: its path, what it is, its size in bytes, its hash.

    ``lignes`` counts the rows of a CSV file without its head, ``None`` for other files.
    """

    chemin: Path
    nom: str
    titre: str
    octets: int
    sha256: str
    lignes: int | None = None


def catalogue_files(folder: Path) -> Mapping[str, Fichier]:
    """Return the files of the catalogue by name, those that exist; read again when they change.

    Raises:
        DataFileError: when the folder holds none of them or one is unreadable.
    """
    found = {}
    for name, title in TITLES.items():
        path = folder / name
        if path.is_file():
            found[name] = _described(path, title, path.stat().st_mtime_ns)
    if not found:
        raise DataFileError(folder, "aucun fichier du catalogue", CURE)
    return found


@lru_cache(maxsize=32)
def _described(path: Path, title: str, changed: int) -> Fichier:  # noqa: ARG001  part of the key
    try:
        content = path.read_bytes()
        rows = None
        if path.suffix == ".csv":
            lines = content.decode("utf-8").splitlines(keepends=True)
            rows = sum(1 for _ in csv.reader(lines)) - 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataFileError(path, "fichier illisible", CURE) from error
    return Fichier(path, path.name, title, len(content), sha256(content).hexdigest(), rows)


def reference_files(folder: Path, manifest: Mapping[str, Any]) -> Mapping[str, Fichier]:
    """Return the files of the reference by name, as its manifest lists them."""
    return {
        row["fichier"]: Fichier(
            folder / row["fichier"],
            row["fichier"],
            _REFERENCE.get(row["fichier"].partition(".")[0], ""),
            row["octets"],
            row["sha256"],
        )
        for row in manifest["fichiers"]
    }


_REFERENCE = {
    "communes": "Communes et leurs contours exacts",
    "epci": "Intercommunalités et leurs contours exacts",
    "ept": "Établissements publics territoriaux et leurs contours exacts",
    "departements": "Départements, collectivités d’outre-mer et leurs contours exacts",
    "regions": "Régions et leurs contours exacts",
    "passages": "Anciens codes et communes actuelles",
    "noms": "Anciens noms des communes et des intercommunalités",
    "mairies": "Contacts des mairies",
    "indicateurs": "Indicateurs par niveau et par code, et leurs définitions",
    "contours/communes": "Contours simplifiés des communes",
    "contours/epci": "Contours simplifiés des intercommunalités",
    "contours/departements": "Contours simplifiés des départements",
    "contours/regions": "Contours simplifiés des régions",
}
