"""The same columns in the words of Table Schema (Frictionless Data), for ``datapackage.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.catalogue.columns import Column
    from cartoexp.domain.catalogue.tables import Table


def table_schema(table: Table, header: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the Table Schema of ``table`` for a file with this ``header``.

    By default the header holds every column, optional ones included.
    """
    columns = {column.name: column for column in table.columns}
    present = [columns[name] for name in (columns if header is None else header)]
    foreign = [_foreign_key(c, table) for c in present if c.references]
    primary, *others = table.keys
    schema: dict[str, Any] = {
        "fields": [_field(c, table) for c in present],
        "missingValues": [""],
        "primaryKey": list(primary),
    }
    if others:
        schema["uniqueKeys"] = [list(key) for key in others]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints = dict(column.schema.get("constraints", {}))  # type: ignore[call-overload]
    if column.required:
        constraints["required"] = True
    if (column.name,) in table.keys:
        constraints["unique"] = True
    field = {"name": column.name, "description": column.description, **column.schema}
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    resource = "" if column.references == table.name else column.references
    return {"fields": column.name, "reference": {"resource": resource, "fields": "id"}}
