"""Bodies of requests: JSON read into a declared shape, refused in French, never repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from flask import abort, request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.web.errors import UnreadableBodyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

JSON = "application/json"
BODY = "envoi"
"""Name under which the body as a whole is refused."""
TOLD = 20
"""Problems told at once."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an endpoint is sent: one of several shapes, told apart by a key that only it has.

    ``most`` is its largest size in bytes.
    """

    kinds: Mapping[str, type[BaseModel]]
    example: Mapping[str, Any]
    most: int

    @property
    def kind(self) -> Any:  # noqa: ANN401  a type
        """Any of the shapes, as one type."""
        return reduce(or_, self.kinds.values())

    def read(self) -> BaseModel:
        """Return the body of the request.

        Raises:
            HTTPException: 415 for another format, 413 when it is too large, 400 when unreadable.
            InvalidParametersError: with every problem, when it has another shape.
        """
        if request.mimetype != JSON:
            abort(415)
        request.max_content_length = self.most
        data = request.get_data(cache=False)
        try:
            given = from_json(data, allow_inf_nan=False)
        except ValueError as error:
            raise UnreadableBodyError from error
        kind = self._kind_of(given)
        try:
            return kind.model_validate_json(data)
        except ValidationError as error:
            told = dict.fromkeys(_problems(kind, error))
            raise InvalidParametersError(list(told)[:TOLD]) from error

    def _kind_of(self, given: object) -> type[BaseModel]:
        if not isinstance(given, dict):
            problem = ParameterProblem(BODY, "L’envoi doit être un objet JSON.")
            raise InvalidParametersError([problem])
        found = [kind for key, kind in self.kinds.items() if key in given]
        if len(found) != 1:
            keys = tuple(self.kinds)
            told = f"L’envoi porte une de ces clés, et une seule : {', '.join(keys)}."
            raise InvalidParametersError([ParameterProblem(BODY, told, keys)])
        return found[0]


def _problems(kind: type[BaseModel], error: ValidationError) -> Iterator[ParameterProblem]:
    for detail in error.errors(include_url=False, include_input=False):
        known, model = _known(kind, detail["loc"])
        name = ".".join(known)
        if detail["type"] == "extra_forbidden":
            told = f"« {name} » porte une clé inconnue." if name else "Une clé est inconnue."
            yield ParameterProblem(name or BODY, told, tuple(_names(model)))
        elif detail["type"] == "missing":
            told = f"« {name} » manque."
            yield ParameterProblem(name, told)
        else:
            yield ParameterProblem(name or BODY, _message(name, detail), _allowed(detail))


def _known(kind: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[list[str], type[BaseModel]]:
    """Return the part of a place that we named ourselves, and the shape that holds it."""
    found: list[str] = []
    for step in loc:
        names = _names(kind)
        if not isinstance(step, str) or step not in names:
            break
        found.append(step)
        inner = kind.model_fields[names[step]].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            break
        kind = inner
    return found, kind


def _names(kind: type[BaseModel]) -> dict[str, str]:
    """Return the names of fields by key."""
    return {field.alias or name: name for name, field in kind.model_fields.items()}


def _message(name: str, detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    for start, told in _MESSAGES.items():
        if detail["type"].startswith(start):
            return told.format(name=name, **context)
    return f"« {name} » n’a pas la forme attendue."


_MESSAGES = {
    "enum": "Valeur inconnue pour « {name} ».",
    "literal_error": "Une valeur est inconnue dans « {name} ».",
    "bool": "« {name} » attend true ou false.",
    "int": "« {name} » attend un nombre entier.",
    "float": "« {name} » attend un nombre.",
    "finite": "« {name} » attend un nombre.",
    "greater_than_equal": "« {name} » attend un nombre d’au moins {ge:g}.",
    "less_than_equal": "« {name} » attend un nombre d’au plus {le:g}.",
    "string_type": "« {name} » attend du texte.",
    "string_pattern": "« {name} » contient un texte d’une autre forme que celle attendue.",
    "list": "« {name} » attend une liste.",
    "tuple": "« {name} » attend une liste.",
    "too_short": "« {name} » est vide : donnez au moins une valeur.",
    "too_long": "« {name} » dépasse {max_length} valeurs.",
    "dict": "« {name} » attend un objet.",
    "model": "« {name} » attend un objet.",
}


def _allowed(detail: ErrorDetails) -> tuple[str, ...]:
    if not detail["type"].startswith(("enum", "literal")):
        return ()
    return tuple(re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", ""))))
