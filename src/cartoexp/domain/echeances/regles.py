"""The rules: which date a status gives, when dates contradict each other, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances.echeance import SuiteDite
from cartoexp.domain.echeances.intervalle import Intervalle, plus_mois
from cartoexp.domain.echeances.vocabulaire import CONNUES, Constat, Moment, Nature, Selon
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.typographie import quote, small
from cartoexp.domain.vocabulaires import Statut, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cartoexp.domain.experiments import Evaluation

DELAI_MOIS = 12
"""How long after an end nothing is said of an evaluation that is not recorded: it takes time."""
_SUITES = {
    Statut.PERENNISEE: Suite.PERENNISEE,
    Statut.GENERALISEE: Suite.GENERALISEE,
    Statut.ABANDONNEE: Suite.ABANDONNEE,
}
_FINIES = frozenset({Statut.TERMINEE, Statut.ABANDONNEE})
"""An experiment may be made permanent or general before its term, but not over before it."""


def nature_de_la_fin(statut: Statut) -> Nature:
    """Return whether an end is announced or came, as the status tells."""
    return Nature.FIN_PREVUE if statut.provisoire else Nature.FIN


def contradiction(
    statut: Statut,
    attestation: PartialDate | None,
    debut: PartialDate | None,
    fin: PartialDate | None,
) -> str:
    """Return what contradicts an end, as a sentence; empty when nothing does."""
    if fin is None:
        return ""
    if debut is not None and fin.precede(debut):
        return f"Fin donnée {dates.at(fin)}, avant le début, {dates.at(debut)}."
    if attestation is None:
        return ""
    told = f"Statut {quote(small(statut.label))} attesté {dates.at(attestation)},"
    if statut in _FINIES and attestation.precede(fin):
        return f"{told} avant la fin donnée, {dates.at(fin)}."
    if statut.provisoire and fin.precede(attestation):
        return f"{told} après la fin prévue, {dates.at(fin)}."
    return ""


def fin_future(nature: Nature, when: PartialDate | None, today: date) -> str:
    """Return what contradicts an end that came, or an evaluation out, on a day that has not."""
    if when is None or Intervalle.of(when).moment(today) is not Moment.A_VENIR:
        return ""
    if nature is Nature.FIN:
        return f"Fin constatée, mais datée d’un jour à venir, {dates.at(when)}."
    if nature in {Nature.EVALUATION, Nature.SUITE}:
        return f"{nature.label}, mais datée d’un jour à venir, {dates.at(when)}."
    return ""


def constat_de_fin(
    statut: Statut,
    fin: PartialDate | None,
    attestation: PartialDate | None,
    today: date,
    *,
    evaluee: bool,
) -> Constat:
    """Return what is known of the evaluation of an experiment whose status is this one.

    Nothing is held against what runs, was abandoned, or ended less than a year ago; nor against
    what ended on a day that nobody knows, unless its status was attested more than a year ago.
    """
    if evaluee:
        return Constat.RECENSEE
    if statut.provisoire or statut is Statut.ABANDONNEE:
        return Constat.SANS_OBJET
    return constat_echu(fin or attestation, today)


def constat_echu(last: PartialDate | None, today: date) -> Constat:
    """Return what is known of the evaluation, none being recorded, of what is over by a date."""
    if last is None:
        return Constat.RECENTE
    end = Intervalle.of(last).dernier
    if end >= today:
        return Constat.RECENTE if Intervalle.of(last).premier <= today else Constat.SANS_OBJET
    return Constat.NON_RECENSEE if plus_mois(end, DELAI_MOIS) < today else Constat.RECENTE


def constat_du(
    due: PartialDate, today: date, suites: Iterable[SuiteDite] = (), *, evaluee: bool
) -> Constat:
    """Return what is known of an evaluation that a text wants by a date.

    Nobody is late once the outcome was decided, unless it was for sure after the date.
    """
    if evaluee:
        return Constat.RECENSEE
    if any(s.suite in CONNUES and not (s.date and due.precede(s.date)) for s in suites):
        return Constat.TRANCHEE
    late = Intervalle.of(due).moment(today) is Moment.PASSEE
    return Constat.EN_RETARD if late else Constat.ATTENDUE


def compte(evaluation: Evaluation, debut: PartialDate | None) -> bool:
    """Tell whether an evaluation may be that of what began then: one from before is not."""
    return evaluation.annee is None or debut is None or evaluation.annee >= debut.annee


def suites_de(
    statut: Statut, attestation: PartialDate | None, evaluations: Iterable[SuiteDite]
) -> tuple[SuiteDite, ...]:
    """Return what came of it: the status attested there, or else what its evaluations say."""
    own = _SUITES.get(statut)
    if own is not None:
        return (SuiteDite(own, Selon.STATUT, attestation),)
    return tuple(evaluations)


def suites_dites(evaluations: Iterable[Evaluation]) -> tuple[SuiteDite, ...]:
    """Return the outcomes that evaluations tell, each with its most recent year, latest first."""
    found: dict[Suite, int] = {}
    for e in evaluations:
        if e.suite in {*CONNUES, Suite.EN_ATTENTE}:
            found[e.suite] = max(found.get(e.suite, 0), e.annee or 0)
    order = sorted(found, key=lambda s: (-found[s], [*Suite].index(s)))
    return tuple(SuiteDite(s, Selon.EVALUATION, annee(found[s])) for s in order)


def annee(year: int | None) -> PartialDate | None:
    """Return a year as a date, ``None`` when it is unknown (0 or none)."""
    return PartialDate(year) if year else None
