"""From implantations to positions on an axis of years: arithmetic only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import Statut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.experiments import Implantation

MOST_COLUMNS = 20
_OVER = frozenset({Statut.TERMINEE, Statut.ABANDONNEE})
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """Years ``low`` to ``high``; the first column holds all that began earlier when ``cut``."""

    low: int
    high: int
    cut: bool

    def share(self, year: float) -> float:
        """Return a moment (2016.5: mid 2016) as a percentage of the axis, within 0 and 100."""
        span = self.high + 1 - self.low
        return round(min(100.0, max(0.0, 100 * (year - self.low) / span)), 1)

    @property
    def years(self) -> range:
        """Years, from the first to the last column."""
        return range(self.low, self.high + 1)


def build_axis(implantations: Sequence[Implantation], today: date) -> Axis | None:
    """Return the axis from the first start to this year, ``None`` when no start is known."""
    starts = [i.debut for i in implantations if i.debut is not None]
    if not starts:
        return None
    high = max(today.year, *starts)
    low = min(starts)
    cut = high - low >= MOST_COLUMNS
    return Axis(high - MOST_COLUMNS + 1 if cut else low, high, cut)


def starts_by_year(implantations: Sequence[Implantation], axis: Axis) -> Counter[int]:
    """Count new implantations by column; those before the axis go to its first column."""
    return Counter(max(i.debut, axis.low) for i in implantations if i.debut is not None)


@dataclass(frozen=True, slots=True)
class Span:
    """One status on the axis, in percent: attested from ``start`` to ``known``, then unknown.

    ``end`` equals ``known`` when the status says that it is over.
    """

    statut: Statut
    implantations: int
    start: float
    known: float
    end: float
    attestation: PartialDate | None


def spans(implantations: Sequence[Implantation], axis: Axis, today: date) -> list[Span]:
    """Return one span a status, the most frequent first; a status without any start has none."""
    tally = Counter(i.statut for i in implantations)
    order = list(Statut)
    found = []
    for statut in sorted(tally, key=lambda s: (-tally[s], order.index(s))):
        held = [i for i in implantations if i.statut is statut]
        starts = [i.debut for i in held if i.debut is not None]
        if starts:
            found.append(_span(statut, held, min(starts), axis, today))
    return found


def _span(
    statut: Statut, held: Sequence[Implantation], first: int, axis: Axis, today: date
) -> Span:
    attestations = [i.statut_date for i in held if i.statut_date is not None]
    last = max(attestations, default=None)
    now = moment(today.year, today.month)
    ends = [i.fin + 1 for i in held if i.fin is not None]
    told = [moment(last.annee, last.mois)] if last else []
    if statut in _OVER:
        known = max([first + 0.0, *(ends or told or [first + 1])])
        end = known
    else:
        known = min(max([*told, first + 0.0]), now)
        end = max(now, known)
    start = axis.share(first)
    return Span(statut, len(held), start, max(start, axis.share(known)), axis.share(end), last)


def moment(year: int, month: int) -> float:
    """Return the end of a month as a decimal year; the end of the year when it is unknown (0)."""
    return year + (month or _MONTHS) / _MONTHS
