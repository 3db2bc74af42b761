"""Reading of ``data/communes/``: the reference as read-only objects and arrays."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.territoires import Niveau, NomAncien, Passage, Territoire, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Arrow's own allocator keeps what it has freed; the system's gives it back, 60 MB a worker.
pa.set_memory_pool(pa.system_memory_pool())

CURE = "Rétablissez le fichier (git checkout data/communes) ou lancez « make reference »"

FILES = {
    Niveau.REGION: "regions.parquet",
    Niveau.DEPARTEMENT: "departements.parquet",
    Niveau.EPCI: "epci.parquet",
    Niveau.EPT: "ept.parquet",
    Niveau.COMMUNE: "communes.parquet",
}
_ABSENT = {
    **dict.fromkeys(("siren", "code_epci", "code_ept", "code_departement", "code_region")),
    **dict.fromkeys(("chef_lieu", "type", "codes_postaux")),
    "nb_communes": 1,
}
"""Columns that only some levels have, and what stands for them elsewhere."""
REPEATED = frozenset({"type", "code_epci", "code_ept", "code_departement", "code_region"})
"""Columns whose values many territories share."""


@dataclass(frozen=True, slots=True, repr=False)
class Reference:
    """The built reference: territories in a fixed order (région to commune, then code)."""

    version: str
    millesime: str
    manifest: dict[str, Any]
    territoires: tuple[Territoire, ...]
    passages: tuple[Passage, ...]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return ``manifest.json``.

    Raises:
        DataFileError: when the file is missing or is not the expected JSON.
    """
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {"version": manifest["version"], **manifest}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(path, "fichier absent ou illisible", CURE) from error


@lru_cache(maxsize=8)
def read_derived(folder: Path, name: str) -> Mapping[str, Any]:
    """Return a JSON file of figures that stand beside the reference.

    Raises:
        DataFileError: when it is missing or broken.
    """
    path = folder / name
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(path, "fichier absent ou illisible", CURE) from error
    return found


def read_table(
    path: Path, columns: Sequence[str] | None = None, without: Sequence[str] = ()
) -> pa.Table:
    """Return a Parquet file, only some of its columns, or all but some.

    Raises:
        DataFileError: when it is missing, cut or lacks a column.
    """
    try:
        # Not pq.read_table: it imports the whole dataset engine, which costs a second of start.
        with pq.ParquetFile(path, memory_map=True) as file:
            names = columns or [n for n in file.schema_arrow.names if n not in without]
            table = file.read(columns=list(names))
    except (OSError, pa.ArrowException, ValueError, KeyError) as error:
        raise DataFileError(path, "fichier absent ou illisible", CURE) from error
    missing = set(columns or ()) - set(table.column_names)
    if missing:
        raise DataFileError(path, f"colonne absente : {', '.join(sorted(missing))}", CURE)
    return table


def read_reference(folder: Path) -> Reference:
    """Read the whole reference.

    Raises:
        DataFileError: for the first file that is missing, broken or inconsistent.
    """
    with collector_paused():
        return _read(folder)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make many lasting objects without the collector walking through them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(folder: Path) -> Reference:
    manifest = read_manifest(folder)
    territoires: list[Territoire] = []
    for niveau, name in FILES.items():
        table = read_table(folder / name, without=("geometry",))
        try:
            territoires += _territoires(niveau, table)
        except (KeyError, ValueError, TypeError) as error:
            raise DataFileError(folder / name, "contenu inattendu", CURE) from error
    path = folder / "passages.parquet"
    rows = read_table(path, ["code_ancien", "nom_ancien", "code", "nature", "date"]).to_pylist()
    return Reference(
        manifest["version"],
        str(manifest["millesime"]),
        manifest,
        tuple(territoires),
        tuple(Passage(**row) for row in rows),
    )


def read_noms(folder: Path) -> tuple[NomAncien, ...]:
    """Return the former names; none for a reference that was built before they were kept.

    Raises:
        DataFileError: when the file is broken.
    """
    path = folder / "noms.parquet"
    if not path.exists():
        return ()
    rows = read_table(path).to_pylist()
    return tuple(NomAncien(**{**row, "niveau": Niveau(row["niveau"])}) for row in rows)


def read_wkb(folder: Path, niveau: Niveau) -> list[bytes | None]:
    """Return the exact outlines of a level (WKB, EPSG:4326), in the order of its territories.

    Raises:
        DataFileError: when the file is missing or broken.
    """
    outlines: list[bytes | None] = read_table(folder / FILES[niveau], ["geometry"])[0].to_pylist()
    return outlines


def _territoires(niveau: Niveau, table: pa.Table) -> list[Territoire]:
    size = table.num_rows
    columns = {name: table[name].to_pylist() for name in table.column_names}
    # One object for all the communes of a département, not one each: 8 MB less in every worker.
    for name in columns.keys() & REPEATED:
        columns[name] = list(map({v: v for v in columns[name]}.get, columns[name]))
    columns["code"] = list(map(intern, columns["code"]))
    postal: dict[str, str] = {}
    # Built once, not row by row: a column that the level lacks.
    for name, absent in _ABSENT.items():
        columns.setdefault(name, [absent] * size)
    own_siren = niveau in {Niveau.EPCI, Niveau.EPT}
    siren = columns["code" if own_siren else "siren"]
    return [
        Territoire(
            niveau=niveau,
            code=columns["code"][i],
            nom=columns["nom"][i],
            zone=Zone(columns["zone"][i]),
            population=columns["population"][i],
            superficie_km2=columns["superficie_km2"][i],
            nb_communes=columns["nb_communes"][i],
            type_epci=columns["type"][i],
            siren=siren[i],
            code_epci=columns["code_epci"][i],
            code_ept=columns["code_ept"][i],
            code_departement=columns["code_departement"][i],
            code_region=columns["code_region"][i],
            codes_postaux=tuple(postal.setdefault(c, c) for c in columns["codes_postaux"][i] or ()),
            chef_lieu=columns["chef_lieu"][i],
            centre=_centre(columns["centre_lon"][i], columns["centre_lat"][i]),
        )
        for i in range(size)
    ]


def _centre(lon: float | None, lat: float | None) -> tuple[float, float] | None:
    return None if lon is None or lat is None else (lon, lat)


def float_matrix(table: pa.Table, names: Sequence[str]) -> NDArray[np.float32]:
    """Return columns side by side (rows x names) as float32, NaN where null."""
    matrix = np.empty((table.num_rows, len(names)), dtype=np.float32)
    for position, name in enumerate(names):
        matrix[:, position] = np.concatenate([_floats(chunk) for chunk in table[name].chunks])
    return matrix


def _floats(chunk: pa.FloatArray) -> NDArray[np.float32]:
    """Read Arrow's buffers: its own conversions import pandas, 40 MB and half a second."""
    valid, values = chunk.buffers()
    found = np.frombuffer(values, dtype=np.float32, count=len(chunk) + chunk.offset).copy()
    if valid is not None:
        bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
        found[bits[: len(found)] == 0] = np.nan
    return found[chunk.offset :]


def outlines(wkb: Sequence[bytes | None]) -> NDArray[np.object_]:
    """Return geometries (EPSG:4326) from WKB, ``None`` where there is none."""
    geometries: NDArray[np.object_] = shapely.from_wkb(np.array(wkb, dtype=object))
    return geometries
