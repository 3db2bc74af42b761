"""What is right in a query that was refused: shown as not applied, never applied on its own."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.filters import PARAMETERS, Filters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEVERAL = frozenset(f.name for f in fields(Filters) if f.default == ())
"""Criteria that take several values: those that are known are kept."""


def salvage(query: Mapping[str, Sequence[str]]) -> Filters:
    """Return the criteria of a query that can be read, each taken alone."""
    kept: dict[str, list[str]] = {}
    for name in PARAMETERS:
        values = [v for v in _values(name, query) if _reads({name: [v]})]
        found = {name: list(dict.fromkeys(values))}
        if values and _reads(found):
            kept |= found
    return Filters.parse(kept)


def _values(name: str, query: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for raw in query.get(name, ()):
        yield from raw.split(",") if name in SEVERAL else [raw]


def _reads(query: Mapping[str, Sequence[str]]) -> bool:
    try:
        Filters.parse(query)
    except InvalidParametersError:
        return False
    return True
