"""ODS workbooks, streamed: all the sheets are in one document, read once to choose, once to read.

No library streams them: odfpy and calamine hold the whole workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture.feuilles import HEAD, Flux, Tete
from cartoexp.store.lecture.feuilles_ods import Feuilles
from cartoexp.store.lecture.refus import no_sheet
from cartoexp.store.lecture.xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from cartoexp.store.lecture.enregistrements import Enregistrement

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MAX_MANIFEST = 1 << 20


class ClasseurOds:
    """The sheets of a workbook."""

    def __init__(self, archive: ZipFile) -> None:
        """Refuse what is encrypted.

        Raises:
            FichierRefuseError: the workbook has a password, or no content.
        """
        self._archive = archive
        if _MANIFEST in archive.NameToInfo:
            with archive.open(_MANIFEST) as stream:
                if b"encryption-data" in stream.read(_MAX_MANIFEST):
                    raise FichierRefuseError(
                        "Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de "
                        "passe, puis recommencez."
                    )

    def tetes(self) -> list[Tete]:
        """Return the first rows of each sheet."""
        found = Feuilles(most=HEAD)
        with self._archive.open(CONTENT) as stream:
            heads: dict[int, list[Enregistrement]] = {}
            for _ in parse(stream, found):
                for rank, row in found.rows:
                    heads.setdefault(rank, []).append(row)
                found.rows.clear()
        if not found.names:
            raise no_sheet()
        return [Tete(name, lignes=heads.get(rank, [])) for rank, name in enumerate(found.names)]

    def flux(self, rang: int) -> Flux:
        """Return the rows of a sheet."""
        stream = self._archive.open(CONTENT)

        def rows() -> Iterator[Enregistrement]:
            found = Feuilles(only=rang)
            with stream:
                for _ in parse(stream, found):
                    for _, row in found.rows:
                        yield row
                    found.rows.clear()
                    if found.past:
                        return

        size = self._archive.getinfo(CONTENT).file_size
        return Flux(rows(), stream, size)
