"""Parquet and GeoParquet files whose bytes depend on their rows only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely import Geometry

    Rows = list[dict[str, Any]]

ROW_GROUP = 8192
COMPRESSION_LEVEL = 15


def schema(fields: Mapping[str, pa.DataType]) -> pa.Schema:
    """Return a schema from names and types, in this order."""
    return pa.schema([pa.field(name, kind) for name, kind in fields.items()])


def write_rows(path: Path, rows: Rows, fields: Mapping[str, pa.DataType]) -> None:
    """Write rows (already sorted) with the given columns."""
    columns = schema(fields)
    table = pa.Table.from_pylist(rows, schema=columns)
    write_table(path, table)


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table, compressed with zstd."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=ROW_GROUP,
        use_dictionary=[name for name in table.column_names if name != "geometry"],
        write_statistics=[name for name in table.column_names if name != "geometry"],
    )


def write_geo(
    path: Path,
    rows: Rows,
    fields: Mapping[str, pa.DataType],
    outlines: Mapping[str, Geometry | None],
) -> None:
    """Write rows with their outline (``geometry``: WKB, EPSG:4326) as GeoParquet 1.1.

    Args:
        path: file to write.
        rows: dictionaries with a ``code``, already sorted.
        fields: columns before ``geometry``.
        outlines: geometries by code, absent or ``None`` where there is none.
    """
    shapes = [outlines.get(row["code"]) for row in rows]
    wkb = [None if shape is None else shapely.to_wkb(shape, byte_order=1) for shape in shapes]
    table = pa.Table.from_pylist(rows, schema=schema(fields))
    table = table.append_column(pa.field("geometry", pa.binary()), pa.array(wkb, pa.binary()))
    table = table.replace_schema_metadata({"geo": json.dumps(_geo_metadata(shapes))})
    write_table(path, table)


def _geo_metadata(shapes: Iterable[Geometry | None]) -> dict[str, Any]:
    drawn = [shape for shape in shapes if shape is not None]
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in drawn}),
        "edges": "planar",
        "bbox": [float(x) for x in shapely.total_bounds(drawn)],
    }
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
