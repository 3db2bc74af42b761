"""Declared parameters: what OpenAPI tells of one and how it is read stand in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cartoexp.domain.texte import MAX_TEXT, TEXT_SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from enum import StrEnum

    from cartoexp.domain.query import Reader

T = TypeVar("T")
E = TypeVar("E", bound="StrEnum")

TEXT_PATTERN = rf"^(?![ \u00a0\u2009\u202f]*$){TEXT_SHAPE}$"
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T]):
    """A parameter of the query: its OpenAPI schema and the function that reads it.

    ``listed`` values are separated by commas. ``members`` are parameters that go together; the
    query holds them under their own names. ``expected`` says in words what the pattern wants.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[Reader], T]
    example: str | float | None = None
    listed: bool = False
    expected: str = ""
    members: tuple[Parameter[Any], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names that the query may hold."""
        return tuple(member.name for member in self.members) or (self.name,)

    def refuse_empty(self, reader: Reader) -> None:
        """Refuse an empty value: it could mean « nothing » as well as « anything »."""
        for name in self.names:
            given = reader.query.get(name, ())
            values = [v for raw in given for v in (raw.split(",") if self.listed else [raw])]
            if any(not v.strip() for v in values):
                reader.problem(name, f"« {name} » est vide : donnez-lui une valeur ou retirez-le.")


def integer(name: str, description: str, default: int, high: int) -> Parameter[int]:
    """Declare a whole number from 1 to ``high``."""
    schema = {"type": "integer", "minimum": 1, "maximum": high, "default": default}
    return Parameter(name, description, schema, lambda r: r.integer(name, default, 1, high))


def number(name: str, description: str, bound: float, example: float) -> Parameter[float | None]:
    """Declare a number between ``-bound`` and ``bound``."""
    schema = {"type": "number", "minimum": -bound, "maximum": bound}
    return Parameter(name, description, schema, lambda r: r.number(name, -bound, bound), example)


def text(name: str, description: str, example: str) -> Parameter[str]:
    """Declare free text."""
    schema = {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN}
    return Parameter(name, description, schema, lambda r: r.text(name), example)


def choice(name: str, description: str, kind: type[E], default: E) -> Parameter[E]:
    """Declare one member of an enumeration."""
    schema = {"type": "string", "enum": [m.value for m in kind], "default": default.value}
    return Parameter(name, description, schema, lambda r: r.choice(name, kind, default))


def one_of(
    name: str, description: str, allowed: Sequence[str], default: str = ""
) -> Parameter[str]:
    """Declare one value among ``allowed``; ``default``, or an empty text, when there is none."""

    def read(reader: Reader) -> str:
        found = reader.values(name, allowed)
        if len(found) > 1:
            reader.problem(name, f"Une seule valeur est admise pour « {name} ».", allowed)
        return found[0] if found else default

    schema: dict[str, Any] = {"type": "string", "enum": list(allowed)}
    if default:
        schema["default"] = default
    return Parameter(name, description, schema, read)


def values(
    name: str, description: str, allowed: Sequence[str], default: Sequence[str] = ()
) -> Parameter[tuple[str, ...]]:
    """Declare several values among ``allowed``; ``default`` when there is none."""
    schema: dict[str, Any] = {
        "type": "array",
        "items": {"type": "string", "enum": list(allowed)},
        "minItems": 1,
        "maxItems": 60,
    }
    if default:
        schema["default"] = list(default)
    found = tuple(default)
    return Parameter(
        name, description, schema, lambda r: r.values(name, allowed) or found, listed=True
    )


def matching(
    name: str, description: str, pattern: str, expected: str, example: str
) -> Parameter[str | None]:
    """Declare a text of a given shape; ``expected`` completes « attend … »."""
    shape = re.compile(pattern, re.ASCII)

    def read(reader: Reader) -> str | None:
        value = reader.single(name)
        if value is None or shape.fullmatch(value):
            return value
        reader.problem(name, f"« {name} » attend {expected}.")
        return None

    schema = {"type": "string", "pattern": f"^(?:{pattern})$"}
    return Parameter(name, description, schema, read, example, expected=expected)


def page(high: int = LAST_PAGE) -> Parameter[int]:
    """Declare the number of a page."""
    return integer("page", "Numéro de la page, la première porte le numéro 1.", 1, high)


def together(
    name: str, description: str, *members: Parameter[T]
) -> Parameter[tuple[T, ...] | None]:
    """Declare parameters that are given all together or not at all."""
    names = [member.name for member in members]

    def read(reader: Reader) -> tuple[T, ...] | None:
        given = [n for n in names if n in reader.query]
        if given and given != names:
            told = " et ".join(f"« {n} »" for n in names)
            reader.problem(name, f"{told} se donnent ensemble.", names)
        found = tuple(member.read(reader) for member in members)
        return found if given == names else None

    schema = {
        "type": "object",
        "properties": {m.name: {**m.schema, "description": m.description} for m in members},
        "required": names,
        "additionalProperties": False,
    }
    return Parameter(name, description, schema, read, members=members)
