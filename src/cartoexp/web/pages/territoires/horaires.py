"""Opening hours of a mairie, in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_RUN = 3


def horaires(periods: Sequence[Mapping[str, Sequence[str]]]) -> list[tuple[str, str]]:
    """Return (days, hours) pairs in the order of the week.

    ``periods`` are ``{"jours": ["lundi", …], "plages": ["08:00-12:00", …]}`` records; the hours
    of a day told in several records are put together.
    """
    by_day: dict[str, set[str]] = {}
    for period in periods:
        for day in period["jours"]:
            by_day.setdefault(day, set()).update(period["plages"])
    by_hours: dict[tuple[str, ...], list[str]] = {}
    for day in DAYS:
        if day in by_day:
            by_hours.setdefault(tuple(sorted(by_day[day])), []).append(day)
    return [(days(names), ", ".join(map(_slot, slots))) for slots, names in by_hours.items()]


def days(names: Sequence[str]) -> str:
    """Return « lundi », « lundi et mardi », « du lundi au vendredi », « lundi, mercredi et jeudi ».

    ``names`` are in the order of the week.
    """
    places = [DAYS.index(name) for name in names]
    if len(names) >= _RUN and all(b - a == 1 for a, b in pairwise(places)):
        return f"du {names[0]} au {names[-1]}"
    return " et ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _slot(slot: str) -> str:
    start, _, end = slot.partition("-")
    return f"{_time(start)}–{_time(end)}"


def _time(text: str) -> str:
    hours, _, minutes = text.partition(":")
    return f"{int(hours)}{NBSP}h" + (f"{NBSP}{minutes}" if minutes != "00" else "")
