"""The files of ``data/communes/``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pyarrow as pa

from cartoexp.reference import mairies
from cartoexp.reference.levels import FIELDS
from cartoexp.reference.parquet import write_geo, write_rows
from cartoexp.reference.simplify import TOLERANCES_METRES, simplify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely import Geometry

    from cartoexp.reference.inputs import Inputs
    from cartoexp.reference.levels import Level

PASSAGE_FIELDS = {
    name: pa.string() for name in ("code_ancien", "nom_ancien", "code", "nature", "date")
}

NOM_FIELDS = {
    name: pa.string() for name in ("niveau", "code", "nom", "code_ancien", "nature", "fin")
}


def write_levels(output: Path, levels: Mapping[str, Level]) -> None:
    """Write one GeoParquet file a level, full outlines."""
    for name, level in levels.items():
        write_geo(output / f"{name}.parquet", level.rows, FIELDS[name], level.outlines)


def simplified(levels: Mapping[str, Level]) -> dict[str, dict[str, Geometry]]:
    """Return the outlines for the screen, by level then code."""
    return {
        name: simplify(
            levels[name].outlines,
            {code: members[0] for code, members in levels[name].members.items()},
            tolerance,
        )
        for name, tolerance in TOLERANCES_METRES.items()
    }


def write_contours(output: Path, contours: Mapping[str, Mapping[str, Geometry]]) -> None:
    """Write the outlines for the screen: ``code, geometry``, territories with an outline only."""
    for name, shapes in contours.items():
        rows = [{"code": code} for code in shapes]
        write_geo(output / "contours" / f"{name}.parquet", rows, {"code": pa.string()}, shapes)


def write_registers(output: Path, inputs: Inputs, points: Mapping[str, Geometry]) -> None:
    """Write the passages, the former names, the mairies with their position if credible."""
    passages = [asdict(passage) for passage in inputs.passages]
    write_rows(output / "passages.parquet", passages, PASSAGE_FIELDS)
    write_rows(output / "noms.parquet", [asdict(nom) for nom in inputs.noms], NOM_FIELDS)
    rows = [row | _position(points.get(row["code"])) for row in inputs.mairies.rows]
    write_rows(output / "mairies.parquet", rows, mairies.FIELDS)


def _position(point: Geometry | None) -> dict[str, float]:
    return {} if point is None else {"lon": round(point.x, 6), "lat": round(point.y, 6)}
