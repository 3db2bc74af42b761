"""Tiny references on the disk, made up on real codes: squares beside each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COMMON = {"zone": "metro", "population": 100, "superficie_km2": 1.0, "nb_communes": 1}


def _level(codes: Mapping[str, str], **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [
        {"code": code, "nom": nom, **_COMMON, **fields, **_place(rank)}
        for rank, (code, nom) in enumerate(sorted(codes.items()))
    ]


def _place(rank: int) -> dict[str, Any]:
    west = 2.0 + rank / 10
    square = shapely.MultiPolygon([shapely.box(west, 48, west + 0.1, 48.1)])
    return {"centre_lon": west + 0.05, "centre_lat": 48.05, "geometry": square.wkb}


def write_folder(
    folder: Path,
    millesime: int,
    communes: Mapping[str, str],
    epci: Mapping[str, tuple[str, str]],
    passages: Mapping[str, str] | None = None,
) -> Path:
    """Write what the services read of a reference.

    Args:
        folder: where.
        millesime: year of the code.
        communes: names by code.
        epci: name and codes of the communes, « 01001 01002 », by SIREN.
        passages: current code of each former one.
    """
    folder.mkdir(parents=True)
    of_epci = {member: code for code, (_, members) in epci.items() for member in members.split()}
    rows = _level(communes, code_departement="01", code_region="84", code_ept=None, siren=None)
    levels = {
        "regions": _level({"84": "Auvergne-Rhône-Alpes"}, chef_lieu=None),
        "departements": _level({"01": "Ain"}, code_region="84", chef_lieu=None),
        "epci": _level({c: nom for c, (nom, _) in epci.items()}, type="CC", code_region="84"),
        "ept": _level({"200057867": "Plaine Commune"}, type="EPT", code_epci=None),
        "communes": [
            {**row, "code_epci": of_epci.get(row["code"]), "codes_postaux": ["01000"]}
            for row in rows
        ],
    }
    levels["passages"] = [
        {"code_ancien": old, "nom_ancien": old, "code": new, "nature": "fusionnee", "date": None}
        for old, new in sorted((passages or {}).items())
    ]
    levels["mairies"] = [{"code": code, "site": None} for code in sorted(communes)]
    for name, found in levels.items():
        pq.write_table(_table(found, name), folder / f"{name}.parquet")
    manifest = {"version": f"version-{millesime}", "millesime": str(millesime)}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _table(rows: list[dict[str, Any]], name: str) -> pa.Table:
    if rows:
        return pa.Table.from_pylist(rows)
    texts = ("code_ancien", "nom_ancien", "code", "nature", "date") if name == "passages" else ()
    return pa.table({text: pa.array([], pa.string()) for text in texts})
