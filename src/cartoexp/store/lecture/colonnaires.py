"""Batches of typed columns as rows of text, geometries as two columns more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from cartoexp.store.lecture.casse import refuse
from cartoexp.store.lecture.nettoyage import texte
from cartoexp.store.lecture.points import COLUMNS, Points
from cartoexp.store.lecture.refus import cell_too_long
from cartoexp.store.lecture.tableau import MAX_CELLULE, Ligne

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BATCH = 2_000
"""Rows held at a time."""


def noms(columns: Sequence[str], geometrie: str | None) -> list[str]:
    """Return the names of the columns of text that columns make."""
    kept = [name for name in columns if name != geometrie]
    return [*kept, *COLUMNS] if geometrie is not None else kept


class Avance:
    """How many rows were read, told in bytes of the file."""

    def __init__(self, rows: int, octets: int) -> None:
        """Nothing is read yet."""
        self._rows, self._octets = max(1, rows), octets
        self.read = 0

    def octets(self) -> int:
        """Return the bytes that the rows read stand for."""
        return min(self._octets, self._octets * self.read // self._rows)


def lignes(
    batches: Iterable[pa.RecordBatch], geometrie: str | None, points: Points, avance: Avance
) -> Iterator[Ligne]:
    """Yield the rows of batches, numbered from 1.

    Raises:
        FichierRefuseError: the file is cut or broken.
    """
    with refuse(pa.ArrowException, OSError, ValueError, RuntimeError):
        for batch in batches:
            for cells in zip(*_columns(batch, geometrie, points), strict=True):
                avance.read += 1
                yield Ligne(avance.read, cells)


def _columns(batch: pa.RecordBatch, geometrie: str | None, points: Points) -> list[list[str]]:
    names = batch.schema.names
    columns = [_texts(batch.column(rank)) for rank, name in enumerate(names) if name != geometrie]
    if geometrie is not None:
        columns += _coordinates(batch.column(names.index(geometrie)), points)
    return columns


def _texts(column: pa.Array) -> list[str]:
    cells = [texte(value) for value in column.to_pylist()]
    if max(map(len, cells), default=0) > MAX_CELLULE:
        raise cell_too_long()
    return cells


def _coordinates(column: pa.Array, points: Points) -> tuple[list[str], list[str]]:
    values = column.to_pylist()
    if not pa.types.is_struct(column.type):
        return points.of_wkb(values)
    x, y = (
        np.array([(value or {}).get(axis) for value in values], dtype=float) for axis in ("x", "y")
    )
    return points.of_pairs(x, y)
