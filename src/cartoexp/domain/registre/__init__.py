"""The registry of derogations: rows with their places, requests, norms, and what is asked of it."""

from cartoexp.domain.registre.criteres import PARAMETRES, Criteres
from cartoexp.domain.registre.inscriptions import (
    Demande,
    Etat,
    Inscription,
    Rang,
    classer,
    demandes,
    etat,
    ranger,
)
from cartoexp.domain.registre.recherche import Recherche

__all__ = [
    "PARAMETRES",
    "Criteres",
    "Demande",
    "Etat",
    "Inscription",
    "Rang",
    "Recherche",
    "classer",
    "demandes",
    "etat",
    "ranger",
]
