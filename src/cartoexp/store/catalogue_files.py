"""Reading of a catalogue folder (``data/experiments/``): text in, tables of cells out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES, RawTable, parse_rows
from cartoexp.domain.errors import DataFileError

if TYPE_CHECKING:
    from pathlib import Path


def read_catalogue_files(folder: Path) -> tuple[dict[str, RawTable], str]:
    """Return the tables that exist, by name, and the sha256 of their bytes.

    Raises:
        DataFileError: when the folder is missing, or a file cannot be read or is not UTF-8.
    """
    if not folder.is_dir():
        raise DataFileError(folder, "dossier absent", "Vérifiez CARTOEXP_CATALOGUE_DIR")
    digest = sha256()
    tables = {}
    for table in TABLES:
        path = folder / table.file
        if not path.exists():
            continue
        try:
            content = path.read_bytes()
            text = content.decode("utf-8")
        except OSError as error:
            raise DataFileError(path, "fichier illisible", "Vérifiez les droits") from error
        except UnicodeDecodeError as error:
            cure = "Enregistrez-le en UTF-8"
            raise DataFileError(path, "le texte n’est pas en UTF-8", cure) from error
        digest.update(table.file.encode() + b"\0" + content + b"\0")
        tables[table.name] = parse_rows(table.file, text.splitlines(keepends=True))
    return tables, digest.hexdigest()


def read_publication(folder: Path) -> datetime | None:
    """Return when a catalogue was published: ``created`` of its ``datapackage.json`` (UTC).

    ``None`` when the file is missing or does not say.
    """
    try:
        told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["created"]
        found = datetime.fromisoformat(told)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
