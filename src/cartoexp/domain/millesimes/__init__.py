"""Vintages of the Code officiel géographique: what changed, and what becomes of each code."""

from cartoexp.domain.millesimes.devenir import Destins, Devenir, Sort
from cartoexp.domain.millesimes.difference import Difference, comparer
from cartoexp.domain.millesimes.etat import Groupement, Millesime, Nomme, passages_vers

__all__ = [
    "Destins",
    "Devenir",
    "Difference",
    "Groupement",
    "Millesime",
    "Nomme",
    "Sort",
    "comparer",
    "passages_vers",
]
