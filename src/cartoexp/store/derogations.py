"""Queries on derogations."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import select, update

from cartoexp.store import records
from cartoexp.store.tables_derogations import DerogationRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.territoires import Lieu

_D = cast("Table", DerogationRow.__table__)


def lister(session: Session, experimentation: str | None = None) -> list[Derogation]:
    """Return the derogations of one experiment or of all, by id."""
    query = select(_D).order_by(_D.c.id)
    if experimentation is not None:
        query = query.where(_D.c.experimentation == experimentation)
    return [records.derogation(row) for row in session.execute(query).mappings()]


def recoder(session: Session, actuel: Callable[[Lieu], Lieu]) -> list[str]:
    """Bring the territories of every derogation to other codes; return the experiments changed."""
    changed = []
    for d in lister(session):
        places = tuple(dict.fromkeys(map(actuel, d.territoires)))
        if places != d.territoires:
            told = records.SEPARATOR.join(map(str, places))
            session.execute(update(_D).where(_D.c.id == d.id).values(territoires=told))
            changed.append(d.experimentation)
    return changed
