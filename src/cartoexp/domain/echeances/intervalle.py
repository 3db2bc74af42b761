"""The days that a partial date may mean: no day is ever chosen among them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from cartoexp.domain.echeances.vocabulaire import Moment, Precision

if TYPE_CHECKING:
    from cartoexp.domain.dates import PartialDate

_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Intervalle:
    """Days from the first to the last, both included."""

    premier: date
    dernier: date

    @classmethod
    def of(cls, when: PartialDate) -> Self:
        """Return every day that the date may be: a year has them all."""
        first = date(when.annee, when.mois or 1, when.jour or 1)
        month = when.mois or _MONTHS
        last = when.jour or monthrange(when.annee, month)[1]
        return cls(first, date(when.annee, month, last))

    def touche(self, other: Intervalle) -> bool:
        """Tell whether they have a day in common."""
        return self.premier <= other.dernier and other.premier <= self.dernier

    def dans(self, other: Intervalle) -> bool:
        """Tell whether every day of this one is in the other."""
        return other.premier <= self.premier and self.dernier <= other.dernier

    def moment(self, today: date) -> Moment:
        """Return where it stands: past or to come only when every day of it is."""
        if self.dernier < today:
            return Moment.PASSEE
        if self.premier > today:
            return Moment.A_VENIR
        return Moment.JOUR_MEME if self.premier == self.dernier else Moment.INCERTAIN


def precision(when: PartialDate | None) -> Precision:
    """Return how much of a date is known."""
    if when is None:
        return Precision.INCONNUE
    if when.jour:
        return Precision.JOUR
    return Precision.MOIS if when.mois else Precision.ANNEE


def plus_mois(day: date, months: int) -> date:
    """Return the same day some months later, or the last of its month when it has no such day."""
    rank = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(rank, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
