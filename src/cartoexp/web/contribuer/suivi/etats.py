"""What is told of a contribution in each of its states, and of each act; pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Etat, Genre
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from cartoexp.domain.contributions import Contribution, Decompte

ETATS = {
    Etat.BROUILLON: "Elle n’est pas encore envoyée.",
    Etat.RECUE: "Elle attend d’être relue.",
    Etat.EN_RELECTURE: "La modération la relit.",
    Etat.QUESTION: "La relecture reprendra avec votre réponse.",
    Etat.REFUSEE: "Elle n’a pas été retenue, pour la raison que voici.",
    Etat.RETIREE: "Elle ne sera pas relue.",
}
PUBLIEES = {
    Genre.NOUVELLE: "L’expérimentation est au catalogue.",
    Genre.MODIFICATION: "La modification est au catalogue.",
    Genre.SIGNALEMENT: "Votre signalement a été pris en compte. Merci.",
    Genre.EVALUATION: "L’évaluation est au catalogue.",
    Genre.DEROGATION: "La dérogation est au registre.",
    Genre.SOURCE: "La source est au catalogue.",
    Genre.TOUJOURS_EXACT: "La fiche porte la date de votre confirmation. Merci.",
}
ACTES = {
    "envoi": "Envoyée",
    "prise": "Relecture commencée",
    "question": "Question de la modération",
    "reponse": "Votre réponse",
    "publication": "Acceptée",
    "refus": "Refusée",
    "retrait": "Retirée par vous",
}
NATURE = {
    Etat.QUESTION: ("alerte", "info"),
    Etat.PUBLIEE: ("succes", "coche"),
    Etat.REFUSEE: ("erreur", "alerte"),
}
"""Kind and icon of the message of a state."""


def phrase(held: Contribution) -> str:
    """Return where a contribution is, in a sentence."""
    if held.etat is Etat.PUBLIEE:
        return PUBLIEES[held.genre]
    return ETATS[held.etat]


def delai(compte: Decompte) -> str:
    """Return how long decisions take, empty before the first one."""
    days = compte.delai_median_j
    if days is None:
        return ""
    return f"Délai médian d’une décision jusqu’ici{NBSP}: {duree(days)}."


def duree(days: float) -> str:
    """Return « moins d’un jour », « 3 jours »."""
    return "moins d’un jour" if days < 1 else count(round(days), "jour")


def jour(instant: str) -> str:
    """Return the day of a moment (UTC)."""
    return day(datetime.fromisoformat(instant).date())
