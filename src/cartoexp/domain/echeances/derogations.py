"""Deadlines of a derogation: when it expires, when it was to be evaluated, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances import regles as rules
from cartoexp.domain.echeances.echeance import SuiteDite
from cartoexp.domain.echeances.vocabulaire import CONNUES, Constat, Nature, Selon
from cartoexp.domain.phrases import dates as words
from cartoexp.domain.vocabulaires import Decision, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Evaluation

SANS_TERME = frozenset({Decision.REFUSEE, Decision.RETIREE, Decision.EN_ATTENTE})
"""What was not granted neither expires nor is evaluated."""


def dates(d: Derogation) -> Iterator[tuple[Nature, PartialDate | None]]:
    """Yield its deadlines; the end and the outcome are told even when their date is unknown."""
    if d.decision not in SANS_TERME:
        yield Nature.EXPIRATION, d.expiration
        if d.evaluation_due_le is not None:
            yield Nature.EVALUATION_DUE, d.evaluation_due_le
    if d.issue in CONNUES:
        yield Nature.SUITE, d.issue_le


def suites(d: Derogation) -> tuple[SuiteDite, ...]:
    """Return what came of it."""
    if d.issue in {*CONNUES, Suite.EN_ATTENTE}:
        return (SuiteDite(d.issue, Selon.DEROGATION, d.issue_le),)
    return ()


def est_evaluee(d: Derogation, evaluations: Iterable[Evaluation]) -> bool:
    """Tell whether an evaluation of its experiment may be its own."""
    return any(rules.compte(e, d.debut or d.decision_le) for e in evaluations)


def constat(d: Derogation, nature: Nature, today: date, *, evaluee: bool) -> Constat:
    """Return what is known of its evaluation."""
    if nature is Nature.EVALUATION_DUE and d.evaluation_due_le is not None:
        return rules.constat_du(d.evaluation_due_le, today, suites(d), evaluee=evaluee)
    if nature is not Nature.EXPIRATION:
        return Constat.SANS_OBJET
    if evaluee:
        return Constat.RECENSEE
    if d.expiration is None or d.issue is Suite.ABANDONNEE:
        return Constat.SANS_OBJET
    return rules.constat_echu(d.expiration, today)


def contradiction(d: Derogation, nature: Nature, when: PartialDate | None, today: date) -> str:
    """Return what contradicts a date, as a sentence; loading refuses the other orders."""
    if nature is Nature.SUITE and when and d.debut and when.precede(d.debut):
        return f"Suite donnée {words.at(when)}, avant le début, {words.at(d.debut)}."
    return rules.fin_future(nature, when, today)
