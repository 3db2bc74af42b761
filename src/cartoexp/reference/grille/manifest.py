"""``grille/manifest.json``: what the grid was built from, its files, and whether they still match.

The grid has a manifest of its own: the reference keeps its version, whatever its pictures become.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import brotli

from cartoexp.reference.fetch import sha256_of
from cartoexp.reference.manifest import GRILLE, NAME, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 1
"""To be raised when a file changes meaning: it changes every address."""
QUALITY = 11
LIMIT_BYTES = 6_000_000
SOURCE = "communes.parquet"


def write_ready(path: Path, content: bytes) -> None:
    """Write a file, and beside it the same for browsers."""
    path.write_bytes(content)
    write_brotli(path, content)


def write_brotli(path: Path, content: bytes) -> None:
    """Write a file for browsers, ``.br`` after its name: brotli at its best takes a second."""
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=QUALITY))


def write_manifest(output: Path, counts: Mapping[str, Any]) -> dict[str, Any]:
    """Write the manifest of the grid of a reference folder, and return it."""
    folder = output / GRILLE
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != NAME)
    record = {
        "format": FORMAT,
        "source": _described(output / SOURCE),
        "effectifs": dict(counts),
        "fichiers": [_described(path) for path in files],
    }
    write_json(folder / NAME, record)
    return record


def check(output: Path) -> list[str]:
    """Return the problems of the grid of a reference folder, in French; empty: all is well."""
    folder = output / GRILLE
    path = folder / NAME
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        expected = {str(row["fichier"]): row for row in record["fichiers"]}
        source = record["source"]
        problems = [_problem(folder / name, row) for name, row in expected.items()]
        problems.append(_problem(output / SOURCE, source))
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{path} : fichier absent ou illisible. Lancez « cartoexp reference grille »."]
    present = {p.name for p in folder.iterdir() if p.name != NAME}
    problems += [
        f"{GRILLE}/{name} : fichier inconnu du manifeste." for name in present - {*expected}
    ]
    size = sum(int(row["octets"]) for row in expected.values())
    if size > LIMIT_BYTES:
        problems.append(f"{folder} : {size} octets, plus que les {LIMIT_BYTES} admis.")
    return sorted(problem for problem in problems if problem)


def _described(path: Path) -> dict[str, Any]:
    return {"fichier": path.name, "octets": path.stat().st_size, "sha256": sha256_of(path)}


def _problem(path: Path, row: Mapping[str, Any]) -> str:
    if not path.is_file():
        return f"{path.parent.name}/{path.name} : fichier absent."
    if _described(path) == {key: row[key] for key in ("fichier", "octets", "sha256")}:
        return ""
    if path.name == SOURCE:
        return "La grille vient d’autres communes. Lancez « cartoexp reference grille »."
    return f"{GRILLE}/{path.name} : contenu différent de celui du manifeste."
