"""Refusals about what teams fill in."""

from __future__ import annotations

from dataclasses import dataclass

from cartoexp.domain.errors import CartoexpError, NotFoundError


@dataclass(frozen=True, slots=True)
class Faute:
    """What is to be corrected in a field: its name, and a French sentence that says what to do."""

    champ: str
    message: str


class DossierNotFoundError(NotFoundError):
    """No assessment and no grid is behind this link."""


class DossierEffaceError(CartoexpError):
    """It was erased, by its owner or because nobody had opened it for a year."""


class CroiseeError(CartoexpError):
    """It was saved elsewhere since this form was opened: nothing is written over."""
