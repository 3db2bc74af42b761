"""What the framework is made of; texts are typeset, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

PLUS_HAUT = 4
"""The highest level of a question; the lowest is 0."""


class Genre(StrEnum):
    """Kinds of resources: law, method, tool of this site."""

    DROIT = "droit"
    METHODE = "methode"
    OUTIL = "outil"


@dataclass(frozen=True, slots=True)
class Partie:
    """A step, a dimension or a level: its name and what it means."""

    id: str
    nom: str
    sens: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question has to be settled; ``rang`` is its place in the life of an experiment."""

    id: str
    nom: str
    aide: str
    rang: int


@dataclass(frozen=True, slots=True)
class Ressource:
    """A text or a tool; ``lu`` are the addresses where it was read, ``chemin`` a page of ours."""

    id: str
    genre: Genre
    titre: str
    dit: str
    lu: tuple[str, ...] = ()
    chemin: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: five levels, four ways up, the proof expected.

    ``agir[n]`` is what leads from level ``n`` to the next one.
    """

    id: str
    etape: str
    dimension: str
    moment: str
    question: str
    niveaux: tuple[str, ...]
    agir: tuple[str, ...]
    preuve: str
    ressources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parution:
    """A version that was published."""

    numero: str
    date: date
    changements: str


@dataclass(frozen=True)
class Referentiel:
    """The framework of a version; everything is in the order in which it is read."""

    version: str
    date: date
    parutions: Sequence[Parution]
    niveaux: Sequence[Partie]
    moments: Sequence[Moment]
    etapes: Sequence[Partie]
    dimensions: Sequence[Partie]
    questions: Sequence[Question]
    ressources: Mapping[str, Ressource]

    @cached_property
    def par_id(self) -> Mapping[str, Question]:
        """Questions by identifier."""
        return {q.id: q for q in self.questions}

    def de_l_etape(self, etape: str) -> list[Question]:
        """Return the questions of a step."""
        return [q for q in self.questions if q.etape == etape]

    def moment(self, identifiant: str) -> Moment | None:
        """Return a moment, or ``None``."""
        return next((m for m in self.moments if m.id == identifiant), None)

    def du_genre(self, genre: Genre) -> list[Ressource]:
        """Return the resources of a kind."""
        return [r for r in self.ressources.values() if r.genre is genre]
