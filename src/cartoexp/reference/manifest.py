"""``manifest.json``: sources, repairs, gates, counts and hashes of a build."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.reference.fetch import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from cartoexp.reference.gates import Gate
    from cartoexp.reference.sources import Source

MILLESIME = "2026"
NAME = "manifest.json"
GRILLE = "grille"
"""Folder of the grid, which has a manifest of its own."""
DERIVED = ("classes.json", "poids.json", "epreuves.json", "histoire.parquet", "rattachements.json")
"""Files computed after the others: they are no part of the version, which they carry."""
LICENCE = "Licence Ouverte 2.0"
ATTRIBUTION = "Sources : IGN, INSEE, DGCL, DILA, ministère de l’Intérieur, millésime "


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build did; :attr:`record` is the JSON object, :attr:`gates` its checks."""

    record: dict[str, Any]
    gates: tuple[Gate, ...]

    @property
    def version(self) -> str:
        """Hash of the contents of all files: two builds with the same bytes share it."""
        return str(self.record["version"])


def build_manifest(
    output: Path,
    sources: Iterable[Source],
    gates: Sequence[Gate],
    repairs: Mapping[str, Mapping[str, Any]],
    counts: Mapping[str, Any],
    *,
    millesime: str = MILLESIME,
) -> Manifest:
    """Hash the files of ``output`` and return the manifest. It holds no date of the build."""
    files = [
        {
            "fichier": path.relative_to(output).as_posix(),
            "octets": path.stat().st_size,
            "sha256": sha256_of(path),
        }
        for path in data_files(output)
    ]
    record = {
        "version": version_of(files),
        "millesime": millesime,
        "licence": LICENCE,
        "attribution": f"{ATTRIBUTION}{millesime}",
        "sources": [source.as_record() for source in sources],
        "effectifs": dict(counts),
        "reparations": dict(repairs),
        "controles": [gate.as_record() for gate in gates],
        "fichiers": files,
    }
    return Manifest(record, tuple(gates))


def version_of(files: Iterable[Mapping[str, Any]]) -> str:
    """Return the version of a build: a hash of the hashes of its files."""
    text = "".join(str(row["sha256"]) for row in files)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def data_files(output: Path) -> list[Path]:
    """Return every file of a build except the manifest, the grid and what is derived, by path."""
    found = (path for path in output.rglob("*") if path.suffix in {".parquet", ".json"})
    left_out = {NAME, *DERIVED}
    return sorted(p for p in found if p.name not in left_out and p.parent != output / GRILLE)


def write_json(path: Path, value: object) -> None:
    """Write JSON in UTF-8, indented, ended by a newline."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
