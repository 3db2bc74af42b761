"""The register as a calendar (iCalendar, RFC 5545 and 7986): no day is made up.

What is known to the day is an all-day event. What is announced for a month or a year, and may
still come, is a task without a due date, or on demand a banner over all of its days. The rest is
not in the calendar: how many they are is told in its description and in a note (VJOURNAL).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, Journal, Todo, vDuration, vText

from cartoexp.domain.echeances import Moment, Nature, Precision
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs.echeances import fiche
from cartoexp.web.communs.identifiants import uuid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from icalendar import Component

    from cartoexp.domain.echeances import Echeance

MEDIA = "text/calendar; charset=utf-8"
PRODUCT = "-//Cartoexp//Échéances//FR"
ASKED_AGAIN = timedelta(days=1)
"""How often a calendar that subscribes may ask again."""
PLACES = 5
_ONE_DAY = timedelta(days=1)


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


def write(told: Calendrier) -> bytes:
    """Return the file: the same as long as neither the catalogue nor the day changes."""
    calendar, about = Calendar(), description(told)
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("name", vText(told.titre)),
        ("x-wr-calname", vText(told.titre)),
        ("description", about),
        ("x-wr-caldesc", vText(about)),
        ("last-modified", told.derniere),
        ("refresh-interval", vDuration(ASKED_AGAIN)),
        ("x-published-ttl", vDuration(ASKED_AGAIN)),
    ):
        calendar.add(name, value)
    _linked(calendar, told.origine, told.adresse)
    for e in told.echeances:
        kind = component(e, told.jour, told.imprecises)
        if kind is not None:
            calendar.add_component(_filled(kind, e, told))
    calendar.add_component(_note(told, about))
    return calendar.to_ical()


def component(e: Echeance, today: date, how: Imprecises) -> Event | Todo | None:
    """Return what shows a deadline, with its days if it has any; ``None`` if it is left out."""
    held = e.intervalle
    if held is None:
        return None
    if e.precision is not Precision.JOUR:
        if not e.nature.attendue or held.moment(today) is Moment.PASSEE:
            return None
        if how is Imprecises.TACHES:
            return Todo()
    event = Event()
    event.add("dtstart", held.premier)
    event.add("dtend", held.dernier + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    doubtful = e.nature is Nature.FIN_PREVUE or bool(e.contradiction)
    event.add("status", "TENTATIVE" if doubtful else "CONFIRMED")
    return event


def _filled(made: Event | Todo, e: Echeance, told: Calendrier) -> Event | Todo:
    when = phrases.quand(e)
    exact = e.precision is Precision.JOUR
    lines = [f"Date{NBSP}: {when}.", *phrases.dit(e, told.jour)]
    if e.objet:
        lines.insert(0, f"Expérimentation{NBSP}: {e.experiment.titre}.")
    changed = told.modifiee(e)
    for name, value in (
        ("uid", uuid(f"echeance/{e.cle}")),
        ("dtstamp", changed),
        ("last-modified", changed),
        ("summary", phrases.titre(e) if exact else f"{phrases.titre(e)} ({when})"),
        ("location", phrases.lieux(e.territoires, PLACES)),
        ("description", "\n".join(lines)),
        ("categories", [e.nature.label, *(t.label for t in e.experiment.themes)]),
    ):
        made.add(name, value)
    _linked(made, told.origine, fiche(e))
    return made


def _linked(made: Component, origin: str, path: str) -> None:
    """Add an address: a whole one, so only when the site knows its own."""
    if origin:
        made.add("url", f"{origin}{path}")


def _note(told: Calendrier, about: str) -> Journal:
    """Return what the calendar leaves out: readers that know no description still have it."""
    note = Journal()
    note.add("uid", uuid(f"echeances/{told.nom}"))
    note.add("dtstamp", told.derniere)
    note.add("summary", "Ce que ce calendrier ne montre pas")
    note.add("description", about)
    return note


def description(told: Calendrier) -> str:
    """Return what the calendar holds and what it leaves out."""
    kept = [(e, component(e, told.jour, told.imprecises)) for e in told.echeances]
    days = sum(made is not None and e.precision is Precision.JOUR for e, made in kept)
    rest = sum(made is not None and e.precision is not Precision.JOUR for e, made in kept)
    unknown = sum(e.date is None for e, _ in kept)
    left = sum(made is None and e.date is not None for e, made in kept)
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
