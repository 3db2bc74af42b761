"""What the register of deadlines reads besides the columns held in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cartoexp.store.tables import ImplantationRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_I = ImplantationRow.__table__


def list_implantation_sources(session: Session) -> list[str]:
    """Return the source of every implantation, in the order of ``experiments.list_keys``."""
    query = select(_I.c.source).order_by(_I.c.experimentation, _I.c.id)
    return [*session.scalars(query)]
