"""The table inside a downloaded archive, read line by line and never more than it may hold."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cartoexp.reference.ajouts import edition_parquet
from cartoexp.reference.ajouts.errors import AjoutRefuseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

LARGEST_TABLE = 100_000_000
"""Bytes of the table once unpacked; the real one has 8 million."""
MOST_MEMBERS = 50
LONGEST_LINE = 1_000_000
"""Characters of a line."""
NAME, PARQUET = "base", b"PAR1"
CURE = (
    "Prenez sur insee.fr l’archive CSV de la « base du comparateur de territoires », sans la "
    "modifier."
)


@contextmanager
def open_table(path: Path) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """Yield the header and the lines of the one table of an archive, of a CSV or Parquet file.

    Raises:
        AjoutRefuseError: when it is cut, hostile, or holds no such table.
    """
    with path.open("rb") as file:
        head = file.read(len(PARQUET))
    if head == PARQUET:
        yield edition_parquet.read(path)
        return
    try:
        with (
            _opened(path) as raw,
            io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text,
        ):
            lines = _lines(text)
            yield next(lines, []), lines
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise AjoutRefuseError(
            f"{path.name} : archive ZIP illisible, incomplète ou chiffrée. {CURE}"
        ) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise AjoutRefuseError(f"{path.name} : ce n’est pas un tableau CSV. {CURE}") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() == ".csv":
        _check_size(path.name, path.stat().st_size)
        with path.open("rb") as raw:
            yield raw
    else:
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive)) as member:
            yield member


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = archive.infolist()
    found = [m for m in members if _is_table(m.filename)]
    if len(members) > MOST_MEMBERS or len(found) != 1:
        raise AjoutRefuseError(
            f"L’archive devrait contenir un seul fichier « {NAME}….csv » : elle en contient "
            f"{len(found)}. {CURE}"
        )
    _check_size(found[0].filename, found[0].file_size)
    return found[0]


def _check_size(name: str, size: int) -> None:
    if size > LARGEST_TABLE:
        raise AjoutRefuseError(
            f"{name} : {size} octets une fois décompressé, plus que les {LARGEST_TABLE} "
            f"admis. {CURE}"
        )


def _is_table(name: str) -> bool:
    short = name.rsplit("/", 1)[-1].lower()
    return short.startswith(NAME) and short.endswith(".csv")


def _lines(text: io.TextIOWrapper) -> Iterator[list[str]]:
    lines = _bounded(text)
    first = next(lines, "")
    delimiter = max(";,\t", key=first.count)
    yield next(csv.reader([first], delimiter=delimiter), [])
    yield from csv.reader(lines, delimiter=delimiter)


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise csv.Error("line too long")
        yield line
