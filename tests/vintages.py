"""Tiny vintages of the code, made up: what they hold is said in a line."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

from cartoexp.domain.millesimes import Groupement, Millesime
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def vintage(
    annee: int,
    communes: str,
    passages: Mapping[str, str] | None = None,
    epci: Mapping[str, str] | None = None,
    noms: Mapping[str, str] | None = None,
) -> Millesime:
    """A vintage of communes « A B C », named as their code unless told otherwise.

    ``epci`` gives the communes of each EPCI, « {"X": "A B"} ».
    """
    named = noms or {}
    groups = epci or {}
    return Millesime(
        f"COG {annee}",
        annee,
        {code: named.get(code, code) for code in communes.split()},
        {code: Groupement(code, named.get(code, code), "CC") for code in groups},
        {},
        {member: code for code, members in groups.items() for member in members.split()},
        passages or {},
        {Niveau.DEPARTEMENT: {"01": "Ain"}, Niveau.REGION: {"84": "Auvergne-Rhône-Alpes"}},
    )


def package(path: Path, version: str, **data: list[dict[str, Any]]) -> Path:
    """An archive of decoupage-administratif that holds these files."""
    about = {"name": "@etalab/decoupage-administratif", "version": version}
    members: dict[str, Any] = {f"data/{name}.json": rows for name, rows in data.items()}
    with tarfile.open(path, "w:gz") as tar:
        for name, value in {**members, "package.json": about}.items():
            content = json.dumps(value).encode()
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path
