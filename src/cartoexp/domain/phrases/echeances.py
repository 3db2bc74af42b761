"""Deadlines in words: no more is said of a date, of an end or of an evaluation than is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances.vocabulaire import Constat, Moment, Nature, Precision, Selon
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, small, typeset
from cartoexp.domain.statuts import statut_phrase
from cartoexp.domain.vocabulaires import Suite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.echeances.echeance import Echeance, SuiteDite
    from cartoexp.domain.territoires import Territoire

NAMED = 2
"""Territories told by name before they are counted."""
_MISSING = {
    Precision.ANNEE: ", jour et mois inconnus",
    Precision.MOIS: ", jour inconnu",
}
_CONSTATS = {
    Constat.EN_RETARD: "En retard d’évaluation : la date est passée, aucune n’est recensée.",
    Constat.NON_RECENSEE: "Aucune évaluation recensée.",
    Constat.RECENTE: "Aucune évaluation recensée ; moins d’un an a pu passer depuis.",
    Constat.ATTENDUE: "Évaluation attendue ; aucune n’est encore recensée.",
    Constat.TRANCHEE: "Aucune évaluation recensée ; la suite a été décidée sans l’attendre.",
    Constat.RECENSEE: "Évaluation recensée.",
}


def titre(e: Echeance) -> str:
    """Return what it is: « Fin prévue : Encadrement des loyers »."""
    return typeset(f"{e.nature.label} : {e.objet or e.experiment.titre}")


def quand(e: Echeance) -> str:
    """Return « en 2026, jour et mois inconnus », « le 3 mars 2026 », « date inconnue »."""
    if e.date is None:
        return "date inconnue"
    return f"{dates.at(e.date)}{_MISSING.get(e.precision, '')}"


def lieux(territoires: Sequence[Territoire], named: int = NAMED) -> str:
    """Return where: the names of few territories, or how many they are."""
    names = [nom(t) for t in territoires]
    if not names:
        return "territoire inconnu à ce jour"
    if len(names) <= named:
        return listed(names)
    return count(len(names), "territoire")


def statut(e: Echeance, today: date) -> str:
    """Return what may be said of the status of its territories."""
    if e.statut is None:
        return ""
    oldest, latest = e.attestations
    if latest is None or oldest == latest:
        return typeset(statut_phrase(e.statut, latest, today))
    if oldest is None:
        return f"{e.statut.label}, attestations jusqu’{_until(latest)}"
    return f"{e.statut.label}, attestations de {oldest.label} à {latest.label}"


def _until(when: PartialDate) -> str:
    return f"{'au' if when.jour else 'en'} {dates.partial(when)}"


def evaluation(e: Echeance) -> str:
    """Return what is known of its evaluation, empty where there is nothing to know."""
    return typeset(_CONSTATS.get(e.constat, ""))


def suite(told: SuiteDite) -> str:
    """Return « pérennisée, d’après une évaluation de 2019 »."""
    label = small(told.suite.label)
    if told.selon is Selon.EVALUATION:
        when = f" de {dates.partial(told.date)}" if told.date else " de date inconnue"
        return f"{label}, d’après une évaluation{when}"
    when = f" {dates.at(told.date)}" if told.date else ""
    if told.selon is Selon.STATUT:
        return f"{label}, statut attesté{when}" if when else f"{label}, attestation sans date"
    if told.suite is Suite.EN_ATTENTE and told.date:
        return f"{label}, {_until(told.date)}"
    return f"{label}{when}"


def suites(e: Echeance) -> str:
    """Return what came of it as a sentence; that nothing is known of an end is said too."""
    if e.suites:
        return f"Suite{NBSP}: {' ; '.join(suite(s) for s in e.suites)}."
    ended = e.nature in {Nature.FIN, Nature.EXPIRATION}
    return f"{Suite.INCONNUE.label}." if ended else ""


def situation(e: Echeance, today: date) -> str:
    """Return what a date that is not wholly known, or that went by, leaves open."""
    moment = e.moment(today)
    if moment is Moment.INCERTAIN:
        return "Le jour n’est pas connu : cette date est peut-être passée, peut-être à venir."
    if e.nature is Nature.FIN_PREVUE and moment is Moment.PASSEE:
        return "Cette date est passée, et rien ne dit encore ce qu’il en est : à revérifier."
    if e.nature is Nature.FIN_PREVUE and moment is Moment.SANS_DATE:
        return "Aucune fin n’est donnée par les sources : inconnue, ou non prévue."
    return ""


def dit(e: Echeance, today: date) -> list[str]:
    """Return all that is told of it, a sentence each."""
    told = [
        f"{e.contradiction} Dates à vérifier." if e.contradiction else "",
        situation(e, today),
        f"Statut{NBSP}: {small(statut(e, today))}." if e.statut else "",
        suites(e),
        evaluation(e),
    ]
    return [typeset(text) for text in told if text]
