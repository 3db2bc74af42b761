"""Every code that some edition of the code since 2010 holds, joined by itself."""

from __future__ import annotations

import json
import tarfile
from time import perf_counter
from typing import TYPE_CHECKING, Any

from cartoexp.commandes.commun import CACHE
from cartoexp.domain.rattachement import Indices
from cartoexp.reference.fetch import obtain
from cartoexp.reference.sources import read_sources

if TYPE_CHECKING:
    from cartoexp.domain.rattachement import Rattacheur

SINCE = "2010"
EDITIONS = (2019, 2021, 2022, 2023, 2024, 2025, 2026)
HISTORY = 2019


def codes() -> set[str]:
    """Return the codes of the communes that were ones at some time since 2010."""
    sources = read_sources()
    found: set[str] = set()
    for year in EDITIONS:
        archive = obtain(sources[f"cog-{year}"], CACHE)
        with tarfile.open(archive) as tar:
            rows = _json(tar, "communes")
            found |= {row["code"] for row in rows if row["type"] == "commune-actuelle"}
            if year == HISTORY:
                for state in _json(tar, "historique-communes"):
                    if state["type"] == "COM" and state.get("dateFin", "9999") >= SINCE:
                        found.add(state["code"])
    return found


def _json(tar: tarfile.TarFile, name: str) -> list[dict[str, Any]]:
    stream = tar.extractfile(f"package/data/{name}.json")
    rows: list[dict[str, Any]] = json.load(stream) if stream else []
    return rows


def measure(rattacheur: Rattacheur) -> dict[str, Any]:
    """Join each code, as it is then without its first zero."""
    known = sorted(codes())
    written = [*known, *(c.removeprefix("0") for c in known if c.startswith("0"))]
    start = perf_counter()
    outcomes = [rattacheur.rattacher(Indices(code=code)) for code in written]
    seconds = perf_counter() - start
    joined = sum(outcome.retenu for outcome in outcomes)
    return {
        "codes": len(written),
        "rattaches": joined,
        "part": round(joined / len(written), 5),
        "par_seconde": round(len(written) / seconds),
    }
