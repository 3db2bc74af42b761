"""Rows of frozen views; they outlive every load of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import defer

from cartoexp.domain.figees import FORMATS, VueFigee
from cartoexp.store.tables import VueFigeeRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

BATCH = 50
_CONTENTS = tuple(getattr(VueFigeeRow, name) for name in FORMATS)


def read(session: Session, empreinte: str, *, contents: bool = True) -> VueFigee | None:
    """Return a view, with its contents unless they are not wanted."""
    kept = () if contents else tuple(map(defer, _CONTENTS))
    row = session.get(VueFigeeRow, empreinte, options=kept)
    return None if row is None else _view(row, contents=contents)


def insert_new(session: Session, vue: VueFigee) -> bool:
    """Insert a view unless its hash is there; tell whether it was inserted."""
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = kind.insert(VueFigeeRow).values(**_row(vue)).on_conflict_do_nothing()
    return session.execute(statement.returning(VueFigeeRow.empreinte)).first() is not None


def count_of_day(session: Session, day: date) -> int:
    """Return how many views were frozen on a day."""
    statement = select(func.count()).where(VueFigeeRow.figee_le == day.isoformat())
    return session.execute(statement).scalar_one()


def withdraw(session: Session, empreinte: str, day: date, motif: str) -> None:
    """Empty a view and say why."""
    emptied = dict.fromkeys(FORMATS)
    values = {"retiree_le": day.isoformat(), "motif": motif, **emptied}
    row = VueFigeeRow.empreinte == empreinte
    session.execute(update(VueFigeeRow).where(row).values(**values))


def read_all(session: Session, *, contents: bool) -> Iterator[VueFigee]:
    """Yield every view, the oldest first; a few rows at a time are held."""
    statement = select(VueFigeeRow).order_by(VueFigeeRow.figee_le, VueFigeeRow.empreinte)
    if not contents:
        statement = statement.options(*map(defer, _CONTENTS))
    for row in session.scalars(statement.execution_options(yield_per=BATCH)):
        yield _view(row, contents=contents)
        session.expunge(row)


def _view(row: VueFigeeRow, *, contents: bool) -> VueFigee:
    held = {name: getattr(row, name) for name in FORMATS} if contents else {}
    return VueFigee(
        row.empreinte,
        row.adresse,
        row.titre,
        row.phrase,
        row.sources,
        row.lien,
        row.hauteur,
        date.fromisoformat(row.figee_le),
        {name: content for name, content in held.items() if content is not None},
        date.fromisoformat(row.retiree_le) if row.retiree_le else None,
        row.motif or "",
    )


def _row(vue: VueFigee) -> dict[str, Any]:
    return {
        "empreinte": vue.empreinte,
        "adresse": vue.adresse,
        "titre": vue.titre,
        "phrase": vue.phrase,
        "sources": vue.sources,
        "lien": vue.lien,
        "hauteur": vue.hauteur,
        "figee_le": vue.figee_le.isoformat(),
        "retiree_le": vue.retiree_le.isoformat() if vue.retiree_le else None,
        "motif": vue.motif or None,
        **{name: vue.contenus.get(name) for name in FORMATS},
    }
