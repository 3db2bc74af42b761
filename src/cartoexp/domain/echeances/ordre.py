"""The order of the timeline: what comes first, soonest first; then what is past, latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances.vocabulaire import Moment
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cartoexp.domain.echeances.echeance import Echeance


def chronologie(found: Iterable[Echeance], today: date) -> list[Echeance]:
    """Return those that have a date, in order; a year alone stands with its first months.

    What may still come is told before what is past for sure.
    """
    dated = [e for e in found if e.date is not None]
    past = [e for e in dated if e.moment(today) is Moment.PASSEE]
    coming = [e for e in dated if e.moment(today) is not Moment.PASSEE]
    return [
        *sorted(coming, key=lambda e: (*_date(e), *_rest(e))),
        *sorted(past, key=lambda e: (*(-part for part in _date(e)), *_rest(e))),
    ]


def sans_date(found: Iterable[Echeance]) -> list[Echeance]:
    """Return those that have none, by kind then title."""
    return sorted((e for e in found if e.date is None), key=_rest)


def _date(e: Echeance) -> tuple[int, int, int]:
    return (e.date.annee, e.date.mois, e.date.jour) if e.date else (0, 0, 0)


def _rest(e: Echeance) -> tuple[int, str, str]:
    return e.nature.rang, fold(e.experiment.titre), e.cle
