"""A territory to add, by its name or its code: found, or offered among several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.texte import fold
from cartoexp.services.territoires import SEARCHED
from cartoexp.web.pages.comparer.adresse import ONE, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.territoires import TerritoireService

OFFERED = 8


@dataclass(frozen=True, slots=True)
class Ajout:
    """The territory meant, or those among which to choose; neither when nothing has that name."""

    trouve: Territoire | None = None
    offerts: Sequence[Territoire] = ()
    texte: str = ""


def find(territoires: TerritoireService, text: str, niveau: Niveau | None) -> Ajout:
    """Return what a text means, at the level of those that are there already."""
    if ONE.fullmatch(text):
        kept = read(territoires, text).retenus
        return Ajout(kept[0]) if kept else Ajout(texte=text)
    found = territoires.search(text, OFFERED, (niveau,) if niveau else SEARCHED)
    same = [t for t in found if fold(t.nom) == fold(text) or t.code == text.upper()]
    if len(same) == 1 or len(found) == 1:
        return Ajout((same or found)[0])
    return Ajout(offerts=found, texte=text)
