"""Dates as a sentence says them: « 24 novembre 2026 », « depuis 2016 », « de 2016 à 2021 »."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.dates import PartialDate

_YEARS = re.compile(r"(?<=\b\d{4})-(?=\d{4}\b)")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def day(when: date) -> str:
    """Return « 24 novembre 2026 », « 1er juin 2020 »."""
    return _written(when.year, when.month, when.day)


def partial(when: PartialDate) -> str:
    """Return « 2019 », « décembre 2025 », « 3 décembre 2025 »: no more than is known."""
    return _written(when.annee, when.mois, when.jour)


def at(when: PartialDate) -> str:
    """Return « en 2019 », « en décembre 2025 », « le 3 décembre 2025 »."""
    return f"{when.preposition} {partial(when)}"


def years(first: int | None, last: int | None) -> str:
    """Return « depuis 2016 », « en 2016 », « de 2016 à 2021 », « jusqu’en 2021 »; empty if unknown.

    No last year means unknown or not ended: « depuis » claims no more than the beginning.
    """
    if first is None:
        return "" if last is None else f"jusqu’en {last}"
    if last is None:
        return f"depuis {first}"
    return f"en {first}" if first == last else f"de {first} à {last}"


def span(millesime: str) -> str:
    """Return a vintage as it is printed: « 2016–2023 » for « 2016-2023 »."""
    return _YEARS.sub("–", millesime)


def _written(year: int, month: int, day_of_month: int) -> str:
    if not month:
        return str(year)
    told = f"{MONTHS[month - 1]} {year}"
    if not day_of_month:
        return told
    return f"{'1er' if day_of_month == 1 else day_of_month}{NBSP}{told}"
