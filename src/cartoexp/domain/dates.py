"""Dates known to the year, the month or the day, and how old they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

STALE_AFTER_MONTHS = 24
"""An attestation older than this is shown as past and to be checked again."""

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOIS = tuple("janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.".split())  # noqa: SIM905 - one line reads better
_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the month and the day may be unknown (0), written in ISO 8601.

    The order is that of the calendar; a year alone comes before its months.
    """

    annee: int
    mois: int = 0
    jour: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read « 2019 », « 2019-04 » or « 2019-04-30 ».

        Raises:
            ValueError: the text has another form, or names no day of the calendar.
        """
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError("une date s’écrit AAAA, AAAA-MM ou AAAA-MM-JJ")
        annee, mois, jour = (int(part) if part else None for part in match.groups())
        if annee is None or not _FIRST_YEAR <= annee <= _LAST_YEAR:
            raise ValueError(f"l’année doit être entre {_FIRST_YEAR} et {_LAST_YEAR}")
        try:
            date(annee, 1 if mois is None else mois, 1 if jour is None else jour)
        except ValueError:
            raise ValueError("ce jour ou ce mois n’existe pas") from None
        return cls(annee, mois or 0, jour or 0)

    def __str__(self) -> str:
        """Return the ISO 8601 form, as in the files."""
        text = f"{self.annee:04d}"
        if self.mois:
            text += f"-{self.mois:02d}"
        return f"{text}-{self.jour:02d}" if self.jour else text

    @property
    def label(self) -> str:
        """French form: « 2019 », « déc. 2025 », « 3 déc. 2025 », « 1er juin 2020 »."""
        if not self.mois:
            return str(self.annee)
        jour = {0: "", 1: "1er "}.get(self.jour, f"{self.jour} ")
        return f"{jour}{_MOIS[self.mois - 1]} {self.annee}"

    def precede(self, other: PartialDate) -> bool:
        """Tell whether this comes before another for sure: no more is claimed than is known."""
        if self.annee != other.annee:
            return self.annee < other.annee
        if self.mois != other.mois:
            return 0 < self.mois < other.mois
        return 0 < self.jour < other.jour

    @property
    def preposition(self) -> str:
        """Word that introduces the date: « en » 2019, « le » 3 déc. 2025."""
        return "le" if self.jour else "en"


def is_stale(
    attestation: PartialDate | None, today: date, months: int = STALE_AFTER_MONTHS
) -> bool:
    """Tell whether an attestation is more than ``months`` months old.

    A year alone is stale only when even its December is: no more is claimed than is known.
    An unknown date is always stale: nothing says that it is recent.
    """
    if attestation is None:
        return True
    latest = attestation.annee * 12 + (attestation.mois or _DECEMBER)
    return today.year * 12 + today.month - latest > months
