"""Table Schema (Frictionless Data) of a table: what its CSV file holds, for Validata and others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartoexp.services.sorties.tables import Table

PROFILE = "https://specs.frictionlessdata.io/schemas/table-schema.json"


def table_schema(table: Table) -> dict[str, Any]:
    """Return the schema of the CSV file with commas."""
    told: dict[str, Any] = {
        "$schema": PROFILE,
        "name": table.nom.replace("_", "-"),
        "title": table.titre,
        "fields": [c.table_schema() for c in table.colonnes],
        "missingValues": [""],
    }
    return told | ({"primaryKey": [table.cle]} if table.cle else {})


def write(table: Table) -> bytes:
    """Return the file of the schema."""
    return json.dumps(table_schema(table), ensure_ascii=False, indent=2).encode() + b"\n"
