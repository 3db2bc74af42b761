"""Words of the register: kinds of date, how precise, where in time, what is known of evaluations.

The values travel in addresses, files and the API.
"""

from __future__ import annotations

from enum import StrEnum

from cartoexp.domain.vocabulaires import Suite, Vocabulaire


class Nature(Vocabulaire):
    """What a date is the date of, in the order in which one day's are told."""

    FIN_PREVUE = "fin_prevue", "Fin prévue"
    FIN = "fin", "Fin"
    EXPIRATION = "expiration", "Expiration d’une dérogation"
    EVALUATION_DUE = "evaluation_due", "Évaluation due"
    EVALUATION = "evaluation", "Évaluation parue"
    SUITE = "suite", "Suite donnée"

    @property
    def attendue(self) -> bool:
        """Whether it is announced: what a calendar is read for."""
        return self in {Nature.FIN_PREVUE, Nature.EXPIRATION, Nature.EVALUATION_DUE}

    @property
    def rang(self) -> int:
        """Place among what has the same date."""
        return [*Nature].index(self)


class Precision(StrEnum):
    """How much of a date is known."""

    JOUR = "jour"
    MOIS = "mois"
    ANNEE = "annee"
    INCONNUE = "inconnue"


class Moment(Vocabulaire):
    """Where a date stands, as far as it is known: a year that runs may be past or to come."""

    A_VENIR = "a_venir", "À venir"
    INCERTAIN = "incertain", "En cours, jour inconnu"
    JOUR_MEME = "jour_meme", "Aujourd’hui"
    PASSEE = "passee", "Passée"
    SANS_DATE = "sans_date", "Date inconnue"


class Constat(Vocabulaire):
    """What the catalogue knows of the evaluation of what ends. « Recensée » is all it can say."""

    EN_RETARD = "en_retard", "En retard d’évaluation"
    NON_RECENSEE = "non_recensee", "Terminée, aucune évaluation recensée"
    RECENTE = "recente", "Terminée depuis peu peut-être, aucune évaluation recensée"
    ATTENDUE = "attendue", "Évaluation attendue"
    TRANCHEE = "tranchee", "Suite décidée sans attendre l’évaluation due"
    RECENSEE = "recensee", "Évaluation recensée"
    SANS_OBJET = "sans_objet", "Sans objet"


class Selon(Vocabulaire):
    """What tells an outcome."""

    STATUT = "statut", "statut attesté sur place"
    EVALUATION = "evaluation", "évaluation de l’expérimentation"
    DEROGATION = "derogation", "fiche de la dérogation"


CONNUES = (Suite.PROROGEE, Suite.PERENNISEE, Suite.GENERALISEE, Suite.ABANDONNEE)
"""Outcomes that say what came of it; the others say that nobody knows, or not yet."""
