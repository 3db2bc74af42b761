"""What a row tells of its territory, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire


class Statut(StrEnum):
    """Outcome of a row: exactly one of these.

    ``ACCEPTE``: what is written names the territory. ``REPARE``: something had to be put right
    or is worth a look, and the motif says what. ``AMBIGU``: several territories are possible.
    ``REFUSE``: none is.
    """

    ACCEPTE = "accepte"
    REPARE = "repare"
    AMBIGU = "ambigu"
    REFUSE = "refuse"

    @property
    def label(self) -> str:
        """French, in a sentence about a row."""
        return _LABELS[self]


_LABELS = {
    Statut.ACCEPTE: "acceptée",
    Statut.REPARE: "réparée",
    Statut.AMBIGU: "ambiguë",
    Statut.REFUSE: "refusée",
}


class Voie(StrEnum):
    """By which way a row led to its territory, in the order in which ways are tried."""

    CODE = "code"
    CODE_REPARE = "code_repare"
    ANCIEN_CODE = "ancien_code"
    SIREN = "siren"
    COORDONNEES = "coordonnees"
    NOM_DEPARTEMENT = "nom_departement"
    NOM_CODE_POSTAL = "nom_code_postal"
    NOM_SEUL = "nom_seul"


@dataclass(frozen=True, slots=True)
class Indices:
    """What one row tells of its territory: texts as they were read, ``""`` when absent."""

    code: str = ""
    siren: str = ""
    nom: str = ""
    departement: str = ""
    code_postal: str = ""
    niveau: str = ""
    region: str = ""
    longitude: str = ""
    latitude: str = ""


@dataclass(frozen=True, slots=True)
class Rattachement:
    """The outcome of a row.

    ``territoire`` is there exactly when the status is ``ACCEPTE`` or ``REPARE``; ``motif`` is
    French; ``candidats`` are the territories between which an ambiguous row hesitates, or those
    whose name is close to the one of a refused row.
    """

    statut: Statut
    territoire: Territoire | None
    voie: Voie | None
    motif: str
    candidats: tuple[Territoire, ...] = ()

    @property
    def retenu(self) -> bool:
        """Whether the row has its territory."""
        return self.territoire is not None
