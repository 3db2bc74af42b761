"""Properties of features: name, meaning and type in one place, for schemas, pages and filters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Type(StrEnum):
    """Types of JSON Schema."""

    TEXTE = "string"
    ENTIER = "integer"
    NOMBRE = "number"
    OUI_NON = "boolean"


@dataclass(frozen=True, slots=True)
class Propriete:
    """A property.

    ``liste`` tells that it holds several values; ``valeurs`` are all that it may have, when they
    are few; ``filtre`` tells that features may be asked for by its value.
    """

    nom: str
    description: str
    type: Type = Type.TEXTE
    nulle: bool = False
    liste: bool = False
    valeurs: tuple[str, ...] = ()
    filtre: bool = False

    def schema(self, *, nullable: bool = True) -> dict[str, Any]:
        """Return its schema as OpenAPI 3.0 writes it."""
        one: dict[str, Any] = {"type": self.type.value}
        if self.valeurs:
            one["enum"] = [*self.valeurs, *([None] if self.nulle and nullable else [])]
        found: dict[str, Any] = {"type": "array", "items": one} if self.liste else one
        if self.nulle and nullable:
            found["nullable"] = True
        return {**found, "description": self.description}


def choice(
    nom: str, description: str, kind: Iterable[StrEnum], *, nulle: bool = False, liste: bool = False
) -> Propriete:
    """Return a property whose values are those of an enumeration, by which one may filter."""
    valeurs = tuple(member.value for member in kind)
    return Propriete(nom, description, nulle=nulle, liste=liste, valeurs=valeurs, filtre=True)


def key(nom: str, description: str, *, nulle: bool = False) -> Propriete:
    """Return a code by which one may filter."""
    return Propriete(nom, description, nulle=nulle, filtre=True)
