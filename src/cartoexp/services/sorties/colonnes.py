"""A column of a file: its name, what it holds, its type."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.catalogue.columns import Column

Valeur = str | int | float | bool | None
"""A cell; ``None`` is unknown, never zero, and a number is never NaN."""


class Genre(StrEnum):
    """Type of a column, in the words of Table Schema."""

    TEXTE = "string"
    ENTIER = "integer"
    NOMBRE = "number"
    OUI_NON = "boolean"


_YEAR = "year"
_YES_NO = {"trueValues": ["oui"], "falseValues": ["non"]}


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column.

    ``decimales`` are those that are written of a number, ``None`` for all; ``schema`` holds what
    Table Schema says besides the type, such as constraints.
    """

    nom: str
    description: str
    genre: Genre = Genre.TEXTE
    decimales: int | None = None
    schema: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_catalogue(cls, column: Column) -> Colonne:
        """Return a column of the catalogue, with its own constraints."""
        told: dict[str, Any] = dict(column.schema)
        if column.required:
            told["constraints"] = {**told.get("constraints", {}), "required": True}
        kind = told["type"]
        genre = Genre.ENTIER if kind == _YEAR else Genre(kind)
        return cls(column.name, column.description, genre, schema=told)

    def table_schema(self) -> dict[str, Any]:
        """Return the field as Table Schema describes it."""
        told = {"name": self.nom, "description": self.description, "type": self.genre.value}
        return told | (_YES_NO if self.genre is Genre.OUI_NON else {}) | dict(self.schema)


def texte(nom: str, description: str, *, requis: bool = False) -> Colonne:
    """Describe a text."""
    return Colonne(nom, description, schema=_required(requis=requis))


def entier(nom: str, description: str, *, requis: bool = False) -> Colonne:
    """Describe a whole number."""
    return Colonne(nom, description, Genre.ENTIER, schema=_required(requis=requis))


def nombre(nom: str, description: str, decimales: int | None = None) -> Colonne:
    """Describe a number."""
    return Colonne(nom, description, Genre.NOMBRE, decimales)


def _required(*, requis: bool) -> dict[str, Any]:
    return {"constraints": {"required": True}} if requis else {}
