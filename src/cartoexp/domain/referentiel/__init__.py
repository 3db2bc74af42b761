"""The reference framework of local experiments: its text, its scores, what teams fill in."""

from cartoexp.domain.referentiel.bareme import SANS_OBJET, Action, Barre, Bilan, dresser
from cartoexp.domain.referentiel.errors import (
    CroiseeError,
    DossierEffaceError,
    DossierNotFoundError,
    Faute,
)
from cartoexp.domain.referentiel.lecture import referentiel
from cartoexp.domain.referentiel.modele import (
    Moment,
    Partie,
    Question,
    Referentiel,
    Ressource,
)

__all__ = [
    "SANS_OBJET",
    "Action",
    "Barre",
    "Bilan",
    "CroiseeError",
    "DossierEffaceError",
    "DossierNotFoundError",
    "Faute",
    "Moment",
    "Partie",
    "Question",
    "Referentiel",
    "Ressource",
    "dresser",
    "referentiel",
]
