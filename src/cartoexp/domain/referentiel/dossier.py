"""What a team fills in, behind a link of its own: an assessment or a grid, part by part.

Each part has its own number, so that two people who fill in two parts at once do not get in each
other's way, and none writes over what the other has just saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BYTES = 24
"""Random bytes of a link: 192 bits."""
DUREE_J = 365
"""Days for which it is kept after it was last opened."""
Valeurs = dict[str, Any]
"""What a part holds, as JSON does."""


class Sorte(StrEnum):
    """What is filled in."""

    EVALUATION = "evaluation"
    GRILLE = "grille"

    @property
    def nom(self) -> str:
        """French, after « cette »."""
        return "auto-évaluation" if self is Sorte.EVALUATION else "grille"


@dataclass(frozen=True, slots=True)
class Partie:
    """A part: how many times it was saved, and what it holds."""

    numero: int = 0
    valeurs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """An assessment or a grid.

    ``version`` is that of the framework when it was begun; ``ouvert_le`` the last day on which it
    was opened, give or take :data:`services.referentiel.PAS_J`.
    """

    sorte: Sorte
    version: str
    experimentation: str
    parties: Mapping[str, Partie]
    cree_le: date
    modifie_le: date
    ouvert_le: date

    def partie(self, nom: str) -> Partie:
        """Return a part; an empty one when it was never saved."""
        return self.parties.get(nom, Partie())

    def dit(self, partie: str, champ: str) -> str:
        """Return a text of a part, empty when there is none."""
        return str(self.partie(partie).valeurs.get(champ, ""))

    @property
    def jusqu_au(self) -> date:
        """The last day on which it is kept if nobody opens it again."""
        return self.ouvert_le + timedelta(days=DUREE_J)
