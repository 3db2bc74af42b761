"""Archives (XLSX and ODS are some): their parts are read as streams, bombs are refused first."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import number
from cartoexp.store.lecture.casse import refuse
from cartoexp.store.lecture.tableau import MIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PARTS = 5_000
MAX_UNPACKED = 4_096 * MIO
"""Bytes of all the parts together: they are streamed, never held."""
MAX_RATIO = 100
"""Sheets pack ten or twenty times; bombs, a thousand."""
SMALL = 16 * MIO
"""Parts below are never bombs."""


@contextmanager
def ouvrir_archive(chemin: Path) -> Iterator[ZipFile]:
    """Open an archive whose declared sizes are reasonable; ``zipfile`` reads no byte beyond them.

    Raises:
        FichierRefuseError: it is broken, or would be far too large once unpacked.
    """
    with refuse(BadZipFile, ValueError, EOFError, NotImplementedError):
        archive = ZipFile(chemin)
    with archive:
        _refuse_bomb(archive)
        yield archive


def _refuse_bomb(archive: ZipFile) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = any(
        part.file_size > SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if packed or total > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise FichierRefuseError(
            f"Ce fichier occuperait {number(total / MIO)} Mo une fois décompressé, bien plus que "
            "sa taille ne le laisse croire\u00a0: il n’est pas ouvert. Enregistrez-le en CSV."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise FichierRefuseError(
            "Cette archive est protégée par un mot de passe. Retirez-le, puis recommencez."
        )
