"""What a calendar of the register holds and what it leaves out: no day is made up; pure.

What is known to the day is an all-day event. What is announced for a month or a year, and may
still come, is a task without a due date, or on demand a banner over all of its days. The rest is
not in the calendar: how many they are is told in its description and in a note (VJOURNAL).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Moment, Precision
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from cartoexp.domain.echeances import Echeance


class Forme(StrEnum):
    """How a deadline stands in the calendar."""

    JOUR = "jour"
    TACHE = "tache"
    BANDEAU = "bandeau"


class Imprecises(StrEnum):
    """What becomes of what is announced for a month or a year."""

    TACHES = "taches"
    BANDEAUX = "bandeaux"


@dataclass(frozen=True, slots=True)
class Calendrier:
    """What the calendar is made from; ``modifiee`` tells when a record last changed (UTC).

    ``origine`` is the site's own address, ``adresse`` the path of the page that shows the same,
    ``nom`` a lasting name of what is followed.
    """

    titre: str
    nom: str
    origine: str
    adresse: str
    jour: date
    echeances: Sequence[Echeance]
    modifiee: Callable[[Echeance], datetime]
    derniere: datetime
    imprecises: Imprecises = Imprecises.TACHES


def forme(e: Echeance, today: date, how: Imprecises) -> Forme | None:
    """Return how a deadline is shown; ``None`` if it is left out."""
    held = e.intervalle
    if held is None:
        return None
    if e.precision is Precision.JOUR:
        return Forme.JOUR
    if not e.nature.attendue or held.moment(today) is Moment.PASSEE:
        return None
    return Forme.TACHE if how is Imprecises.TACHES else Forme.BANDEAU


def description(told: Calendrier) -> str:
    """Return what the calendar holds and what it leaves out."""
    kept = [(e, forme(e, told.jour, told.imprecises)) for e in told.echeances]
    days = sum(shown is Forme.JOUR for _, shown in kept)
    rest = sum(shown in {Forme.TACHE, Forme.BANDEAU} for _, shown in kept)
    unknown = sum(e.date is None for e, _ in kept)
    left = sum(shown is None and e.date is not None for e, shown in kept)
    how = {
        Imprecises.TACHES: "une tâche sans échéance pour chacune",
        Imprecises.BANDEAUX: "un bandeau sur tous les jours possibles pour chacune",
    }[told.imprecises]
    return (
        "Échéances recensées par Cartoexp, liste non exhaustive. "
        f"Connues au jour près{NBSP}: {count(days, 'événement')}. "
        f"À venir, connues au mois ou à l’année seulement{NBSP}: {rest}, {how}. "
        f"Laissées de côté{NBSP}: {left} passées ou parues dont le jour n’est pas connu, "
        f"{unknown} de date inconnue."
    )
