"""``histoire.parquet``: what communes were since 1943, from the pinned editions of the code."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from cartoexp.domain.millesimes import passages_vers
from cartoexp.reference.archives import read_json
from cartoexp.reference.errors import ReferenceBuildError
from cartoexp.reference.fetch import obtain
from cartoexp.reference.histoire.editions import extend
from cartoexp.reference.histoire.insee import MEMBER, read_periods
from cartoexp.reference.manifest import NAME
from cartoexp.reference.millesimes.obtenir import source_of
from cartoexp.reference.millesimes.paquet import read_package
from cartoexp.reference.parquet import schema, write_table
from cartoexp.store.histoire import COMMUNE, FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cartoexp.domain.histoire import Borne, Periode
    from cartoexp.domain.millesimes import Millesime

FIRST = 2019
"""The edition whose package holds INSEE's history."""
_TEXTS = ("type", "code", "nom", "debut_apres", "debut", "fin_apres", "fin", "evenement", "raison")
FIELDS = {name: pa.string() for name in _TEXTS} | {
    name: pa.list_(pa.string()) for name in ("origines", "suites")
}
_PARTS = {"commune-deleguee": "deleguee", "commune-associee": "associee"}


def write_histoire(output: Path, archives: Mapping[int, Path]) -> int:
    """Write the register of a built reference; return the number of its rows.

    Args:
        output: folder of the reference, whose manifest is there.
        archives: packages by year of the code, from that of 2019 to that of the reference.

    Raises:
        ReferenceBuildError: the package of 2019 is not among them.
    """
    if FIRST not in archives:
        raise ReferenceBuildError(f"Le paquet du COG {FIRST} manque : il porte l’histoire.")
    periods = extend(read_periods(read_json(archives[FIRST], MEMBER)), _editions(archives))
    return write_periods(output, periods, _namesakes(archives[max(archives)]))


def write_periods(
    output: Path, periods: Iterable[Periode], others: Sequence[dict[str, Any]] = ()
) -> int:
    """Write periods, less those of what never changed, then other rows; return their number."""
    told = [_row(p) for p in periods if p.debut or p.fin]
    rows = sorted(told, key=lambda row: (row["code"], row["debut"] or "", row["fin"] or "9"))
    rows += others
    year = json.loads((output / NAME).read_text(encoding="utf-8"))["millesime"]
    table = pa.Table.from_pylist(rows, schema=schema(FIELDS))
    write_table(output / FILE, table.replace_schema_metadata({"millesime": str(year)}))
    return len(rows)


def check_histoire(output: Path) -> list[str]:
    """Return the problems found, in French: the register is missing or of another vintage."""
    path = output / FILE
    try:
        year = json.loads((output / NAME).read_text(encoding="utf-8"))["millesime"]
        told = (pq.read_schema(path).metadata or {}).get(b"millesime", b"").decode()
    except (OSError, ValueError, KeyError):
        return [f"{path} : fichier absent ou illisible. Lancez « cartoexp reference histoire »."]
    if told == str(year):
        return []
    return [f"{path} : millésime {told or 'inconnu'}. Lancez « cartoexp reference histoire »."]


def obtain_editions(output: Path, cache: Path) -> dict[int, Path]:
    """Return the packages of the code from which a reference was built, by year.

    Raises:
        SourceUnavailableError: one of them cannot be obtained.
    """
    manifest = json.loads((output / NAME).read_text(encoding="utf-8"))
    year = int(manifest["millesime"])
    found = {}
    for told in manifest["sources"]:
        prefix, _, edition = str(told["id"]).partition("-")
        if prefix == "cog" and int(edition) <= year:
            source = replace(source_of(told["version"], told["sha256"]), sha256=told["sha256"])
            found[int(edition)] = obtain(source, cache)
    return found


def _editions(archives: Mapping[int, Path]) -> list[Millesime]:
    """Return the editions, oldest first; each knows the ways that only later ones tell."""
    found: list[Millesime] = []
    later: dict[str, str] = {}
    for _, archive in sorted(archives.items(), reverse=True):
        edition = read_package(archive)
        passages, _ = passages_vers(edition.communes, {**later, **edition.passages})
        found.append(replace(edition, passages=passages))
        later |= edition.passages
    return found[::-1]


def _namesakes(archive: Path) -> list[dict[str, Any]]:
    """Return the communes déléguées and associées that have the code of their commune."""
    rows = read_json(archive, "package/data/communes.json")
    return [
        {"type": _PARTS[row["type"]], "code": row["code"], "nom": row["nom"]}
        for row in sorted(rows, key=lambda row: str(row["code"]))
        if row["type"] in _PARTS and row.get("chefLieu") == row["code"]
    ]


def _row(periode: Periode) -> dict[str, Any]:
    debut, fin = _days(periode.debut), _days(periode.fin)
    return {
        "type": COMMUNE,
        "code": periode.code,
        "nom": periode.nom,
        "debut_apres": debut[0],
        "debut": debut[1],
        "fin_apres": fin[0],
        "fin": fin[1],
        "evenement": periode.evenement,
        "raison": periode.raison,
        "origines": list(periode.origines),
        "suites": list(periode.suites),
    }


def _days(borne: Borne | None) -> tuple[str | None, str | None]:
    if borne is None:
        return None, None
    days: Iterable[date | None] = (borne.apres, borne.jour)
    first, last = (day.isoformat() if day else None for day in days)
    return first, last
