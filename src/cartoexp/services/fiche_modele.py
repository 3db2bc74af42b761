"""Use case: what the ranking of an experiment learns from, how well it does, what it ignores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.essaimage import FEWEST

if TYPE_CHECKING:
    from cartoexp.domain.epreuve import Epreuve
    from cartoexp.services.depart import Depart, DepartService
    from cartoexp.services.essaimage import EssaimageService
    from cartoexp.services.experiments import Record

LIMITES = (
    "Il apprend de là où l’expérimentation a lieu, pas de là où elle a réussi.",
    "Il ne connaît que des indicateurs publics : ni la volonté, ni les moyens, ni le moment.",
    "Les territoires retenus l’ont souvent été par un appel à projets : il imite aussi ce choix.",
    "Un territoire où elle a lieu sans être recensée est classé comme les autres.",
    "Un rang n’est pas une chance de réussite.",
)
"""What no ranking of ours can know."""


@dataclass(frozen=True, slots=True)
class NiveauAppris:
    """What is learnt at a level; ``candidats`` counts the territories to rank."""

    depart: Depart
    candidats: int
    epreuve: Epreuve | None

    @property
    def methode(self) -> str:
        """How candidates are ranked: ``regression``, ``comparables``, or ``aucune`` to rank."""
        if not self.candidats:
            return "aucune"
        return "regression" if len(self.depart.territoires) >= FEWEST else "comparables"


@dataclass(frozen=True, slots=True)
class FicheModele:
    """The card of an experiment, its levels from the largest territories to the smallest."""

    record: Record
    niveaux: tuple[NiveauAppris, ...]


def describe(departs: DepartService, essaimage: EssaimageService, identifiant: str) -> FicheModele:
    """Return the card of an experiment of the catalogue.

    Raises:
        ExperimentNotFoundError: for an unknown one.
    """
    record = departs.experiments.get(identifiant)
    found = []
    for niveau in departs.levels(record):
        depart = departs.at(record, niveau)
        level = essaimage.profils.level(niveau)
        others = len(level.territoires) - len(depart.territoires)
        found.append(NiveauAppris(depart, others, essaimage.test(depart) if others else None))
    return FicheModele(record, tuple(found))
