"""``cartoexp reference build``, with the pinned sources or with another version of the code."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cartoexp.commandes.commun import REFERENCE, console
from cartoexp.reference.build import build
from cartoexp.reference.errors import ReferenceBuildError
from cartoexp.reference.recette import Recette, avec

if TYPE_CHECKING:
    from pathlib import Path

CARRIED = ("poids.json", "epreuves.json", "rattachements.json", "LICENCE.md")
"""What a build does not compute: weights found and measured on the vintage before, the licence."""


def construire(
    sortie: Path | None, cache: Path, version: str | None, sha256: str, millesime: int | None
) -> None:
    """Build the reference, and tell what is not pinned.

    Raises:
        ReferenceBuildError: the options do not go together, a source is missing, a gate refuses.
    """
    if version is None:
        if sha256 or millesime:
            raise ReferenceBuildError("--sha256 et --millesime vont avec --cog.")
        build(sortie or REFERENCE, cache, console)
        return
    recette = avec(version, cache, sha256, millesime)
    output = sortie or REFERENCE.with_name(f"{REFERENCE.name}-{recette.millesime}")
    _tell(recette)
    manifest = build(output, cache, console, recette)
    for name in CARRIED:
        if not (output / name).exists():
            shutil.copyfile(REFERENCE / name, output / name)
    console.print(
        f"Écrit : {output}, COG {recette.millesime}, version {manifest.version}.", markup=False
    )


def _tell(recette: Recette) -> None:
    source = next(s for s in recette.sources if s.id == recette.cog)
    if not source.epingle:
        console.print(
            f"{source.paquet} {source.version} : empreinte non épinglée. Constatée : "
            f"{source.sha256}. Donnez-la à --sha256 pour reconstruire la même chose.",
            markup=False,
        )
