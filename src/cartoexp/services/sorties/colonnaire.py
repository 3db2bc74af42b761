"""Parquet (GeoParquet where there are shapes) and GeoPackage, fed with batches of columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from cartoexp.services.sorties.colonnes import Genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cartoexp.services.sorties.tables import Forme, Table

GEOMETRY = "geometry"
ROWS = 5_000
"""Rows of a group of Parquet: fewer compress badly, more are held in memory."""
ARROW = {
    Genre.TEXTE: pa.string(),
    Genre.ENTIER: pa.int64(),
    Genre.NOMBRE: pa.float64(),
    Genre.OUI_NON: pa.bool_(),
}
_POLYGON = b"\x01\x03\x00\x00\x00"
_MULTI = b"\x01\x06\x00\x00\x00\x01\x00\x00\x00"


def write_parquet(table: Table, path: Path) -> None:
    """Write a Parquet file, GeoParquet 1.1 when the table has shapes (OGC:CRS84, its default)."""
    told: dict[str, Any] = {"titre": table.titre, **_notice(table)}
    metadata = {"cartoexp": json.dumps(told, ensure_ascii=False)}
    if table.formes:
        metadata["geo"] = json.dumps(_geo(table.formes.forme))
    schema = _schema(table).with_metadata(metadata)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(table, schema, ROWS):
            writer.write_batch(batch)


def _geo(forme: Forme) -> dict[str, Any]:
    column = {"encoding": "WKB", "geometry_types": [*forme.types]}
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def write_geopackage(table: Table, path: Path) -> None:
    """Write a GeoPackage of one layer, in EPSG:4326; a layer of attributes without shapes."""
    import pyogrio  # noqa: PLC0415  GDAL is large, and few ask for it

    schema = _schema(table)
    batches = pa.RecordBatchReader.from_batches(schema, _batches(table, schema, ROWS, multi=True))
    shaped: dict[str, Any] = {}
    if table.formes:
        shaped = {
            "geometry_name": GEOMETRY,
            "geometry_type": table.formes.forme.value,
            "crs": "EPSG:4326",
        }
    # The same table makes the same bytes, whenever it is written.
    moment = f"{table.notice.jour.isoformat()}T00:00:00Z"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
    pyogrio.write_arrow(
        batches,
        path,
        layer=table.nom,
        driver="GPKG",
        # GDAL before 3.7 warns of newer ones.
        dataset_options={"VERSION": "1.2"},
        layer_options={"IDENTIFIER": table.titre, "DESCRIPTION": _description(table)},
        **shaped,
    )


def _notice(table: Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for what, text in table.notice.pairs():
        found.setdefault(what, []).append(text)
    return found


def _description(table: Table) -> str:
    return " ".join(f"{what}\u00a0: {', '.join(texts)}." for what, texts in _notice(table).items())


def _schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(c.nom, ARROW[c.genre], metadata={"description": c.description})
        for c in table.colonnes
    ]
    if table.formes:
        fields.append(pa.field(GEOMETRY, pa.binary()))
    return pa.schema(fields)


def _batches(
    table: Table, schema: pa.Schema, size: int, *, multi: bool = False
) -> Iterator[pa.RecordBatch]:
    for rows, shapes in table.blocs(size):
        columns: list[Sequence[Any]] = [*zip(*rows, strict=True)]
        if table.formes:
            columns.append([*map(as_multi, shapes)] if multi else shapes)
        arrays = [pa.array(v, f.type) for v, f in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


def as_multi(wkb: bytes | None) -> bytes | None:
    """Return a polygon (WKB, little-endian) as a multipolygon of one: a layer has one type."""
    return _MULTI + wkb if wkb is not None and wkb.startswith(_POLYGON) else wkb
