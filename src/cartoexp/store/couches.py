"""Rows of the layers that visitors bring; they outlive every load of the catalogue."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import defer

from cartoexp.domain.couches import Comptes, Couche, Cumul, Dessin, Lignes, Nature, ecriture
from cartoexp.store.tables import CoucheEffaceeRow, CoucheRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_CONTENT = defer(CoucheRow.contenu)


def read(session: Session, empreinte: str, *, contents: bool = True) -> Couche | None:
    """Return a layer, with its rows unless they are not wanted."""
    row = session.get(CoucheRow, empreinte, options=() if contents else (_CONTENT,))
    return None if row is None else _couche(row, contents=contents)


def read_key(session: Session, empreinte: str) -> str | None:
    """Return the hash of what erases a layer."""
    statement = select(CoucheRow.cle).where(CoucheRow.empreinte == empreinte)
    return session.execute(statement).scalar_one_or_none()


def read_end(session: Session, empreinte: str) -> tuple[date, str] | None:
    """Return when a layer was erased and why, ``None`` when none was under this hash."""
    row = session.get(CoucheEffaceeRow, empreinte)
    return None if row is None else (date.fromisoformat(row.effacee_le), row.motif)


def insert(session: Session, couche: Couche, cle: str) -> int:
    """Insert a layer; return the bytes that its rows take."""
    content = ecriture.ecrire(couche.lignes)
    session.add(
        CoucheRow(
            empreinte=couche.empreinte,
            cle=cle,
            titre=couche.titre,
            origine=couche.origine,
            colonne=couche.colonne,
            unite=couche.unite,
            nature=couche.nature.value,
            cumul=couche.cumul.value,
            dessin=couche.dessin.value,
            comptes=json.dumps(asdict(couche.comptes)),
            millesime=couche.millesime,
            creee_le=couche.creee_le.isoformat(),
            expire_le=couche.expire_le.isoformat(),
            contenu=content,
            octets=len(content),
        )
    )
    return len(content)


def occupied(session: Session) -> tuple[int, int]:
    """Return how many layers are kept, and the bytes that they take."""
    statement = select(func.count(), func.coalesce(func.sum(CoucheRow.octets), 0))
    number, size = session.execute(statement.select_from(CoucheRow)).one()
    return number, int(size)


def erase(session: Session, empreintes: Sequence[str], day: date, motif: str) -> None:
    """Erase layers, all of them but the fact that they were."""
    if session.get_bind().dialect.name == "sqlite":
        # Otherwise what is deleted stays in the file until something is written over it.
        session.execute(text("PRAGMA secure_delete = ON"))
    session.execute(delete(CoucheRow).where(CoucheRow.empreinte.in_(empreintes)))
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"empreinte": n, "effacee_le": day.isoformat(), "motif": motif} for n in empreintes]
    if rows:  # another process may erase the same at the same time
        session.execute(kind.insert(CoucheEffaceeRow).on_conflict_do_nothing(), rows)


def over(session: Session, day: date) -> list[str]:
    """Return the layers whose time is over on a day."""
    statement = select(CoucheRow.empreinte).where(CoucheRow.expire_le < day.isoformat())
    return list(session.scalars(statement))


def forget(session: Session, before: date) -> None:
    """Forget the layers that were erased before a day."""
    old = CoucheEffaceeRow.effacee_le < before.isoformat()
    session.execute(delete(CoucheEffaceeRow).where(old))


def read_all(session: Session) -> list[Couche]:
    """Return every layer without its rows, the oldest first."""
    order = CoucheRow.creee_le, CoucheRow.empreinte
    statement = select(CoucheRow).order_by(*order).options(_CONTENT)
    return [_couche(row, contents=False) for row in session.scalars(statement)]


def _couche(row: CoucheRow, *, contents: bool) -> Couche:
    return Couche(
        row.empreinte,
        row.titre,
        row.origine,
        row.colonne,
        row.unite,
        Nature(row.nature),
        Cumul(row.cumul),
        Dessin(row.dessin),
        Comptes(**json.loads(row.comptes)),
        row.millesime,
        date.fromisoformat(row.creee_le),
        date.fromisoformat(row.expire_le),
        ecriture.lire(row.contenu) if contents else Lignes(),
        row.octets,
    )
