"""Periods after INSEE's history ends: what differs from one edition of the code to the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from cartoexp.domain.histoire import Borne, Evenement, Periode
from cartoexp.domain.millesimes import Difference, Millesime, comparer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass
class Suite:
    """Periods under way: those that are still so, by code, and those that have ended."""

    ouvertes: dict[str, Periode]
    fermees: list[Periode] = field(default_factory=list)

    @property
    def toutes(self) -> list[Periode]:
        """Every period."""
        return [*self.fermees, *self.ouvertes.values()]


def extend(periods: Iterable[Periode], editions: Sequence[Millesime]) -> list[Periode]:
    """Carry periods on through editions of the code, the oldest of which they lead to."""
    suite = Suite({})
    for periode in periods:
        if periode.fin is None:
            suite.ouvertes[periode.code] = periode
        else:
            suite.fermees.append(periode)
    first, *_ = editions
    for code, nom in first.communes.items():  # collectivités d’outre-mer, which INSEE leaves out
        suite.ouvertes.setdefault(code, Periode(code, nom))
    for before, after in pairwise(editions):
        _step(suite, comparer(before, after))
    return suite.toutes


def _step(suite: Suite, d: Difference) -> None:
    when = Borne(_day(d.nouveau.annee), _day(d.ancien.annee))
    renamed = {c.apres.code for c in d.renommees if not c.graphie}
    changed_after = [n for n in d.nouveau.communes if _has_changed(n, d) or n in renamed]
    changed = set(changed_after)
    changed_before = [
        o
        for o, after in d.liens.suites.items()
        if after != (o,) or any(n in changed for n in after)
    ]
    for code in changed_before:
        open_ = suite.ouvertes.pop(code, None) or Periode(code, d.ancien.communes[code])
        suite.fermees.append(replace(open_, fin=when, suites=d.liens.suites[code]))
    for code in changed_after:
        origins = d.liens.origines[code]
        suite.ouvertes[code] = Periode(
            code,
            d.nouveau.communes[code],
            debut=when,
            evenement=_event(code, d),
            origines=origins,
        )


def _has_changed(code: str, d: Difference) -> bool:
    origins = d.liens.origines[code]
    return origins != (code,) or len(d.liens.suites[code]) > 1


def _event(code: str, d: Difference) -> Evenement:
    origins = d.liens.origines[code]
    if not origins:
        return Evenement.CREATION
    if len(origins) > 1:
        return Evenement.FUSION
    if len(d.liens.suites[origins[0]]) > 1:
        return Evenement.SEPARATION
    return Evenement.CODE if origins != (code,) else Evenement.NOM


def _day(year: int) -> date:
    return date(year, 1, 1)
