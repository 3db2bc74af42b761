"""A table in the format that was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from cartoexp.services.sorties import classeur, colonnaire, geojson, schema, separe
from cartoexp.services.sorties.formats import Format
from cartoexp.services.sorties.temporaire import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cartoexp.services.sorties.tables import Table

WHOLE: dict[Format, Callable[[Table, Path], None]] = {
    Format.XLSX: classeur.write,
    Format.GPKG: colonnaire.write_geopackage,
    Format.PARQUET: colonnaire.write_parquet,
}
"""Formats whose head is known once their last row is: made in a file."""


CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Flot:
    """A stream of bytes, made as it is read."""

    contenu: Iterable[bytes]

    def chunks(self) -> Iterable[bytes]:
        """Return the bytes."""
        return self.contenu


@dataclass(frozen=True, slots=True)
class Entier:
    """An open file, whose size is known; who has read it closes it."""

    contenu: BinaryIO
    octets: int

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes, then close the file."""
        with self.contenu:
            while chunk := self.contenu.read(CHUNK):
                yield chunk


Sortie = Flot | Entier


def ouvrir(table: Table, format_: Format, *, excel: bool = False) -> Sortie:
    """Return a table as a file; ``excel`` is the variant of CSV for a French Excel."""
    if format_ is Format.CSV:
        return Flot(separe.write(table, excel=excel))
    if format_ is Format.GEOJSON:
        return Flot(geojson.write(table))
    if format_ is Format.SCHEMA:
        return Flot([schema.write(table)])
    file = made(partial(WHOLE[format_], table), f"fichier.{format_}")
    return Entier(file, os.fstat(file.fileno()).st_size)
