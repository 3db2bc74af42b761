"""The register as a file of iCalendar (RFC 5545 and 7986).

Imported when a file is first asked for: icalendar takes 3 MiB of each process.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, Journal, Todo, vDuration, vText

from cartoexp.domain.echeances import Nature, Precision
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs.echeances import fiche
from cartoexp.web.communs.identifiants import uuid
from cartoexp.web.pages.echeances.calendrier import Forme, description, forme

if TYPE_CHECKING:
    from datetime import date

    from icalendar import Component

    from cartoexp.domain.echeances import Echeance
    from cartoexp.web.pages.echeances.calendrier import Calendrier, Imprecises

MEDIA = "text/calendar; charset=utf-8"
PRODUCT = "-//Cartoexp//Échéances//FR"
ASKED_AGAIN = timedelta(days=1)
"""How often a calendar that subscribes may ask again."""
PLACES = 5
_ONE_DAY = timedelta(days=1)


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
    shown, held = forme(e, today, how), e.intervalle
    if shown is None or held is None:
        return None
    if shown is Forme.TACHE:
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
