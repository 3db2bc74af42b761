"""Parquet and GeoParquet, streamed by batches of rows."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture import colonnaires
from cartoexp.store.lecture.casse import refuse
from cartoexp.store.lecture.noms import distincts
from cartoexp.store.lecture.points import Points
from cartoexp.store.lecture.refus import empty, too_wide
from cartoexp.store.lecture.tableau import MAX_COLONNES, MIO, Tableau

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_GROUP = 512 * MIO
"""Declared bytes of a group of rows, once unpacked."""
HELD = 32 * MIO
MAX_ROWS = 20_000_000
_NATIVE = frozenset({"WKB", "point"})
_PLANAR_DEFAULT = "OGC:CRS84"


@contextmanager
def ouvrir(chemin: Path) -> Iterator[Tableau]:
    """Open a Parquet file.

    Raises:
        FichierRefuseError: it is broken, empty, too wide, or too large once unpacked.
    """
    with refuse(pa.ArrowException, OSError, ValueError):
        file = pq.ParquetFile(chemin, pre_buffer=False)
    with file:
        _refuse_large(file)
        geometrie, crs, told = _geometry(file)
        points = Points(crs)
        names, remarks = distincts(colonnaires.noms(file.schema_arrow.names, geometrie))
        avance = colonnaires.Avance(file.metadata.num_rows, chemin.stat().st_size)
        batches = file.iter_batches(batch_size=_batch(file), use_threads=False)
        yield Tableau(
            nom="",
            entetes=names,
            ligne_entete=0,
            lignes=colonnaires.lignes(batches, geometrie, points, avance),
            octets_lus=avance.octets,
            octets=chemin.stat().st_size,
            remarques=tuple(filter(None, [*remarks, told, points.remarque])),
        )


def _refuse_large(file: pq.ParquetFile) -> None:
    known = file.metadata
    if known.num_rows == 0 or not file.schema_arrow.names:
        raise empty()
    if len(file.schema_arrow.names) > MAX_COLONNES:
        raise too_wide()
    groups = (known.row_group(rank).total_byte_size for rank in range(known.num_row_groups))
    if known.num_rows > MAX_ROWS or max(groups, default=0) > MAX_GROUP:
        raise FichierRefuseError(
            "Ce fichier Parquet est bien plus grand une fois décompressé. Gardez moins de lignes, "
            "ou enregistrez-le par groupes de lignes plus petits."
        )


def _batch(file: pq.ParquetFile) -> int:
    """Return how many rows to hold at a time: fewer when they are said to be heavy."""
    known = file.metadata
    groups = (known.row_group(rank) for rank in range(known.num_row_groups))
    heaviest = max(group.total_byte_size / max(1, group.num_rows) for group in groups)
    return max(1, min(colonnaires.BATCH, int(HELD / max(1, heaviest))))


def _geometry(file: pq.ParquetFile) -> tuple[str | None, Any, str]:
    """Return the main column of geometries, its CRS, and what to tell when it is not read."""
    raw = (file.schema_arrow.metadata or {}).get(b"geo")
    if raw is None:
        return None, None, ""
    try:
        geo = json.loads(raw)
        name = geo["primary_column"]
        column = geo["columns"][name]
        encoding, crs = column["encoding"], column.get("crs", _PLANAR_DEFAULT)
    except (ValueError, KeyError, TypeError):
        return None, None, "Description des géométries illisible\u00a0: elles n’ont pas été lues."
    if name not in file.schema_arrow.names or encoding not in _NATIVE:
        return None, None, "Géométries d’un codage inconnu\u00a0: elles n’ont pas été lues."
    return name, crs, ""
