"""Which deadlines meet the criteria of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances.vocabulaire import Moment
from cartoexp.domain.vocabulaires import Suite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cartoexp.domain.echeances.choix import Criteres
    from cartoexp.domain.echeances.echeance import Echeance


def retenues(found: Iterable[Echeance], criteres: Criteres, today: date) -> list[Echeance]:
    """Return those that meet all criteria.

    A date known to the month or the year is kept as soon as one of its days is in the period; one
    that is unknown meets no period and fails none: it stays, to be told apart. What already came
    is none of the months ahead, though its day be unknown.
    """
    jours = criteres.periode.jours(today)
    return [
        e
        for e in found
        if (not criteres.nature or e.nature in criteres.nature)
        and (not criteres.suite or _suite(e, criteres.suite))
        and (not criteres.evaluation or e.constat in criteres.evaluation)
        and (jours is None or e.intervalle is None or e.intervalle.touche(jours))
        and not (criteres.periode.mois and e.moment(today) is Moment.PASSEE)
    ]


def _suite(e: Echeance, wanted: tuple[Suite, ...]) -> bool:
    told = {s.suite for s in e.suites} or {Suite.INCONNUE}
    return not told.isdisjoint(wanted)
