"""Records as rows of a CSV file: nested values have a column each, lists are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from cartoexp.services.sorties.separe import write_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SEPARATOR = "|"
"""Between the values of a list, as in the files of the catalogue."""
_NAMED = ("code", "nom")
PARTS = {
    "centre": ("lon", "lat"),
    "mairie": ("lon", "lat"),
    "epci": _NAMED,
    "departement": _NAMED,
    "region": _NAMED,
}
"""Fields that hold an object, and the columns that stand for it."""


def to_csv(names: Sequence[str], items: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a CSV file (RFC 4180) of some fields of records; what is unknown is empty."""
    heads = [
        head
        for name in names
        for head in ([f"{name}.{part}" for part in PARTS[name]] if name in PARTS else [name])
    ]
    return write_plain(heads, ([cell for name in names for cell in _cells(name, i)] for i in items))


def _cells(name: str, item: Mapping[str, Any]) -> list[str | float | None]:
    value = item.get(name)
    if name not in PARTS:
        return [_cell(value)]
    if value is None:
        return [None] * len(PARTS[name])
    if "coordinates" in value:
        return list(value["coordinates"])
    return [value[part] for part in PARTS[name]]


def _cell(value: object) -> str | float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list) and all(isinstance(v, str | int | float) for v in value):
        return SEPARATOR.join(str(v) for v in value)
    return to_json(value).decode()
