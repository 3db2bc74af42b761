"""Reading of ``data/communes/grille/``: bytes as they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import DataFileError
from cartoexp.store.reference import CURE, read_table

if TYPE_CHECKING:
    from pathlib import Path


def read_content(folder: Path, name: str) -> bytes:
    """Return a file of the grid of a reference folder.

    Raises:
        DataFileError: when it is missing or unreadable.
    """
    path = folder / "grille" / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataFileError(path, "fichier absent ou illisible", CURE) from error


def read_ranks(folder: Path) -> tuple[str, ...]:
    """Return the codes of the communes by rank.

    Raises:
        DataFileError: when the file is missing or broken.
    """
    return tuple(read_table(folder / "grille" / "rangs.parquet", ["code"])[0].to_pylist())


def read_tiles(folder: Path) -> dict[tuple[int, int, int], bytes]:
    """Return the tiles by zoom, column and row: 256 x 256 uint16, little endian, in brotli.

    Raises:
        DataFileError: when the file is missing or broken.
    """
    table = read_table(folder / "grille" / "tuiles.parquet", ["z", "x", "y", "contenu"])
    z, x, y, contents = (column.to_pylist() for column in table.columns)
    return dict(zip(zip(z, x, y, strict=True), contents, strict=True))
