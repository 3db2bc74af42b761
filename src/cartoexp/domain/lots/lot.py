"""A lot, what it brings, and what is told of where a record comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.experiments import Experiment, Implantation, Source
from cartoexp.domain.phrases.dates import day

if TYPE_CHECKING:
    from collections.abc import Mapping

Fiche = Source | Experiment | Implantation


class Genre(StrEnum):
    """Kinds of records that a lot brings, each before those that refer to it."""

    SOURCE = "source"
    EXPERIMENTATION = "experimentation"
    IMPLANTATION = "implantation"

    @classmethod
    def de(cls, fiche: Fiche) -> Genre:
        """Return the kind of a record."""
        if isinstance(fiche, Source):
            return cls.SOURCE
        return cls.EXPERIMENTATION if isinstance(fiche, Experiment) else cls.IMPLANTATION


@dataclass(frozen=True, slots=True)
class Lot:
    """One import: file, hash, moment (ISO 8601, UTC), function of who did it, mapping, counts.

    ``correspondance`` is TOML; ``comptes`` are rows of the file by outcome. ``annule_le`` is the
    moment it was undone.
    """

    id: str
    fichier: str
    sha256: str
    instant: str
    auteur: str
    correspondance: str
    comptes: Mapping[str, int] = field(default_factory=dict)
    annule_le: str | None = None

    @property
    def jour(self) -> str:
        """Day of the import: « 29 novembre 2026 »."""
        return day(datetime.fromisoformat(self.instant))


@dataclass(frozen=True, slots=True)
class Apport:
    """A record that the row ``ligne`` of a file brings.

    ``donne`` is what the row said of its territory at the time: code, vintage, name, the way it
    was found; it never changes, whatever becomes of the codes.
    """

    fiche: Fiche
    ligne: int
    donne: Mapping[str, str] = field(default_factory=dict)
    lot: str = ""

    @property
    def genre(self) -> Genre:
        """Kind of the record."""
        return Genre.de(self.fiche)

    @property
    def cle(self) -> tuple[str, Genre, str]:
        """Identity: lot, kind, id."""
        return self.lot, self.genre, self.fiche.id


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an implantation comes from: a row of a file, the day it was imported."""

    lot: str
    fichier: str
    instant: str
    ligne: int

    @property
    def phrase(self) -> str:
        """« import de liste.csv, ligne 12, 29 novembre 2026 »."""
        when = day(datetime.fromisoformat(self.instant))
        return f"import de {self.fichier}, ligne {self.ligne}, {when}"
