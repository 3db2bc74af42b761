"""Échéances: what ends, what should have been evaluated, what came of it; and what is not known.

The rules are told to people in ``docs/echeances.md`` and on the page itself.
"""

from cartoexp.domain.echeances.choix import FILTRES, Choix, Criteres, Periode
from cartoexp.domain.echeances.echeance import Echeance, SuiteDite
from cartoexp.domain.echeances.intervalle import Intervalle, plus_mois
from cartoexp.domain.echeances.ordre import chronologie
from cartoexp.domain.echeances.vocabulaire import CONNUES, Constat, Moment, Nature, Precision, Selon

__all__ = [
    "CONNUES",
    "FILTRES",
    "Choix",
    "Constat",
    "Criteres",
    "Echeance",
    "Intervalle",
    "Moment",
    "Nature",
    "Periode",
    "Precision",
    "Selon",
    "SuiteDite",
    "chronologie",
    "plus_mois",
]
