"""Queries on the contacts of mairies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cartoexp.store.tables import MairieRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def get(session: Session, code: str) -> dict[str, Any] | None:
    """Return a contact by code of commune; ``horaires`` is a list of opening hours, or ``None``."""
    table = MairieRow.__table__
    row = session.execute(select(table).where(table.c.code == code)).mappings().first()
    if row is None:
        return None
    return {**row, "horaires": json.loads(row["horaires"]) if row["horaires"] else None}
