"""Whether the files of ``data/communes/`` are those that their manifest describes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cartoexp.reference.classes import check_classes
from cartoexp.reference.fetch import sha256_of
from cartoexp.reference.histoire.construire import check_histoire
from cartoexp.reference.manifest import NAME, data_files, version_of

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_BYTES = 40_000_000


def check(output: Path) -> list[str]:
    """Return the problems found, in French; an empty list means that all is well."""
    path = output / NAME
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        expected = {str(row["fichier"]): row for row in manifest["fichiers"]}
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{path} : fichier absent ou illisible. Lancez « make reference »."]
    present = {file.relative_to(output).as_posix(): file for file in data_files(output)}
    problems = [_problem(output, name, row) for name, row in expected.items()]
    problems += [f"{name} : fichier inconnu du manifeste." for name in present.keys() - expected]
    problems += [f"Contrôle refusé : {gate['libelle']}." for gate in _failed(manifest)]
    if version_of(manifest["fichiers"]) != manifest.get("version"):
        problems.append(f"{path} : la version ne correspond pas aux empreintes.")
    if (size := sum(file.stat().st_size for file in present.values())) > LIMIT_BYTES:
        problems.append(f"{output} : {size} octets, plus que les {LIMIT_BYTES} admis.")
    problems += check_classes(output)
    problems += check_histoire(output)
    return sorted(problem for problem in problems if problem)


def _problem(output: Path, name: str, row: dict[str, Any]) -> str:
    path = output / name
    if not path.is_file():
        return f"{name} : fichier absent."
    same = path.stat().st_size == row["octets"] and sha256_of(path) == row["sha256"]
    return "" if same else f"{name} : contenu différent de celui du manifeste."


def _failed(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [gate for gate in manifest.get("controles", []) if not gate["ok"]]
