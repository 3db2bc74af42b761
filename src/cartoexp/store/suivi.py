"""When experiments appeared and changed: read for the feed, written by each load."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select

from cartoexp.store.tables import SuiviRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_S = SuiviRow.__table__


class Suivi(NamedTuple):
    """An experiment by id: hash of what is told of it, moments (ISO 8601, UTC)."""

    experimentation: str
    empreinte: str
    ajoutee: str
    modifiee: str


def read(session: Session) -> dict[str, Suivi]:
    """Return what is known, by experiment."""
    columns = [_S.c[name] for name in Suivi._fields]
    return {row[0]: Suivi(*row) for row in session.execute(select(*columns))}


def write(session: Session, rows: Iterable[Suivi]) -> None:
    """Replace what is known."""
    session.execute(delete(SuiviRow))
    if given := [row._asdict() for row in rows]:
        session.execute(insert(SuiviRow), given)
