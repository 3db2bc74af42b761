"""The schema of a GeoPackage, looked at before anything of it is run: it is an SQL database.

A view or a computed column is a program of its author’s: it may never end, or fill the memory.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture.casse import refuse

if TYPE_CHECKING:
    from pathlib import Path

_INDEX = re.compile(r"create\s+virtual\s+table\s.*\busing\s+rtree\b", re.IGNORECASE | re.DOTALL)
_VIRTUAL = re.compile(r"create\s+virtual\b", re.IGNORECASE)
_COMPUTED = re.compile(r"\bas\s*\(", re.IGNORECASE)
_REFUSED = (
    "Ce GeoPackage contient des vues ou des colonnes calculées, qui ne sont pas lues. "
    "Enregistrez la couche dans un nouveau GeoPackage depuis votre SIG."
)


def verifier(chemin: Path) -> None:
    """Refuse a GeoPackage that holds anything but plain tables and their spatial indexes.

    Raises:
        FichierRefuseError: it does, or it is broken.
    """
    address = f"{chemin.resolve().as_uri()}?mode=ro&immutable=1"
    with (
        refuse(sqlite3.Error, UnicodeError),
        closing(sqlite3.connect(address, uri=True)) as base,
    ):
        known = base.execute("SELECT type, coalesce(sql, '') FROM sqlite_master").fetchall()
    if any(kind == "view" or (kind == "table" and _hostile(sql)) for kind, sql in known):
        raise FichierRefuseError(_REFUSED)


def _hostile(sql: str) -> bool:
    if _VIRTUAL.match(sql):
        return not _INDEX.match(sql)
    return bool(_COMPUTED.search(sql))
