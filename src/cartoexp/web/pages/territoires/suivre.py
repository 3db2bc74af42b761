"""Feeds to follow a territory: its own, or that of the intercommunalité of a commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import lieux
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.web.shell import atom

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.shell import Autre

FOLLOWED = frozenset({Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI})
"""Levels that are a filter of the list."""


def feeds(here: Territoire) -> list[Autre]:
    """Return the feed of a territory, none when no filter holds it."""
    if here.niveau in FOLLOWED:
        return [atom(f"{here.niveau}={here.code}", f"Nouveautés{NBSP}: {lieux.nom(here)}")]
    if here.code_epci:
        return [atom(f"epci={here.code_epci}", "Nouveautés de l’intercommunalité")]
    return []
