"""Contributions: what people propose, how it is moderated, and what decisions make of records."""

from cartoexp.domain.contributions.contribution import Cible, Contribution, Genre, Message, Suivi
from cartoexp.domain.contributions.differences import Changement
from cartoexp.domain.contributions.doublons import Doublon
from cartoexp.domain.contributions.errors import (
    BrouillonPerimeError,
    ConflitError,
    ContributionNotFoundError,
    ContributionRefuseeError,
    EnvoiDiffereError,
    EnvoiIllisibleError,
    EnvoiRetenuError,
    EnvoiTropLongError,
    EtapeError,
    PieceInattendueError,
)
from cartoexp.domain.contributions.etats import CONTRIBUTEUR, Acte, Acteur, Etat, Role
from cartoexp.domain.contributions.journal import Entree, Version
from cartoexp.domain.contributions.rejeu import Decision, Ecart
from cartoexp.domain.contributions.statistiques import Decompte

__all__ = [
    "CONTRIBUTEUR",
    "Acte",
    "Acteur",
    "BrouillonPerimeError",
    "Changement",
    "Cible",
    "ConflitError",
    "Contribution",
    "ContributionNotFoundError",
    "ContributionRefuseeError",
    "Decision",
    "Decompte",
    "Doublon",
    "Ecart",
    "Entree",
    "EnvoiDiffereError",
    "EnvoiIllisibleError",
    "EnvoiRetenuError",
    "EnvoiTropLongError",
    "EtapeError",
    "Etat",
    "Genre",
    "Message",
    "PieceInattendueError",
    "Role",
    "Suivi",
    "Version",
]
