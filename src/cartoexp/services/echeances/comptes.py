"""Counts that head the register: experiments and derogations, never lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.echeances import CONNUES, Constat, Intervalle, Moment, Nature, plus_mois

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.domain.vocabulaires import Suite

HORIZON = 12
"""Months ahead that « à venir » looks."""


@dataclass(frozen=True, slots=True)
class Compte:
    """Distinct experiments and derogations, and the territories of both."""

    experimentations: int = 0
    derogations: int = 0
    territoires: int = 0

    @classmethod
    def of(cls, found: Iterable[Echeance]) -> Compte:
        """Count what deadlines are about."""
        held = [*found]
        subjects = {e.sujet for e in held}
        alone = {experiment for experiment, derogation in subjects if not derogation}
        places = {t.cle for e in held for t in e.territoires}
        return cls(len(alone), sum(bool(d) for _, d in subjects), len(places))

    @property
    def total(self) -> int:
        """Experiments and derogations."""
        return self.experimentations + self.derogations


@dataclass(frozen=True, slots=True)
class Comptes:
    """What stands at the top.

    ``imprecises`` are those to come that may also fall outside the months ahead, their day being
    unknown; ``depassees`` were to end, and nothing tells whether they did; ``suites`` counts the
    subjects by outcome: one may have several.
    """

    a_venir: Compte
    imprecises: Compte
    en_retard: Compte
    non_recensees: Compte
    recentes: Compte
    depassees: Compte
    terminees: Compte
    suites_connues: Compte
    suites: Mapping[Suite, int]
    natures: Mapping[Nature, int]
    sans_date: int
    contradictoires: int


def count(found: Sequence[Echeance], today: date) -> Comptes:
    """Count the deadlines that the filters of the catalogue let through."""

    def of(keep: Callable[[Echeance], bool]) -> Compte:
        return Compte.of(e for e in found if keep(e))

    window = Intervalle(today, plus_mois(today, HORIZON))
    coming = [
        e
        for e in found
        if e.nature.attendue and e.intervalle is not None and e.intervalle.touche(window)
    ]
    over = [e for e in found if est_terminee(e, today)]
    return Comptes(
        a_venir=Compte.of(coming),
        imprecises=Compte.of(e for e in coming if e.intervalle and not e.intervalle.dans(window)),
        en_retard=of(lambda e: e.constat is Constat.EN_RETARD),
        non_recensees=of(lambda e: e.constat is Constat.NON_RECENSEE),
        recentes=of(lambda e: e.constat is Constat.RECENTE),
        depassees=of(lambda e: e.nature is Nature.FIN_PREVUE and e.moment(today) is Moment.PASSEE),
        terminees=Compte.of(over),
        suites_connues=Compte.of(e for e in over if e.suite_connue),
        suites={
            s: Compte.of(e for e in over if s in {x.suite for x in e.suites}).total for s in CONNUES
        },
        natures={n: sum(e.nature is n for e in found) for n in Nature},
        sans_date=sum(e.date is None for e in found),
        contradictoires=sum(bool(e.contradiction) for e in found),
    )


def est_terminee(e: Echeance, today: date) -> bool:
    """Tell whether it is an end that came, or a derogation that has expired."""
    if e.nature is Nature.FIN:
        return True
    return e.nature is Nature.EXPIRATION and e.moment(today) is Moment.PASSEE
