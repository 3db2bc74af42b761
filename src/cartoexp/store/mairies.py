"""Queries on the contacts of mairies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cartoexp.store.tables import MairieRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def get_many(session: Session, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return contacts by code of commune; ``horaires`` is a list of opening hours, or ``None``."""
    table = MairieRow.__table__
    rows = session.execute(select(table).where(table.c.code.in_(codes))).mappings()
    return {
        row["code"]: {**row, "horaires": json.loads(row["horaires"]) if row["horaires"] else None}
        for row in rows
    }
