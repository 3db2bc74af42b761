"""What became of contributions, as it is made public: received, accepted, median delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.etats import Etat

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Decompte:
    """Contributions since the beginning; the delay (days) is ``None`` before any decision."""

    recues: int
    acceptees: int
    refusees: int
    retirees: int
    delai_median_j: float | None

    @property
    def en_cours(self) -> int:
        """Contributions that wait for a decision."""
        return self.recues - self.acceptees - self.refusees - self.retirees


def compter(rows: Iterable[tuple[Etat, str, str]]) -> Decompte:
    """Count contributions, each as (state, moment it was received, moment it was decided)."""
    sent = [row for row in rows if row[1]]
    states = [etat for etat, _, _ in sent]
    delays = [
        (datetime.fromisoformat(decided) - datetime.fromisoformat(received)).total_seconds() / DAY_S
        for etat, received, decided in sent
        if decided and etat in {Etat.PUBLIEE, Etat.REFUSEE}
    ]
    return Decompte(
        len(sent),
        states.count(Etat.PUBLIEE),
        states.count(Etat.REFUSEE),
        states.count(Etat.RETIREE),
        median(delays) if delays else None,
    )
