"""Secrets that every process and every server over one database have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from cartoexp.store.tables import CleRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_INSERT = text("INSERT INTO cle (nom, valeur) VALUES (:nom, :valeur) ON CONFLICT DO NOTHING")


def read(session: Session, nom: str) -> str | None:
    """Return the secret of this name, if it is made."""
    return session.scalar(select(CleRow.valeur).where(CleRow.nom == nom))


def make(session: Session, nom: str, valeur: str) -> str:
    """Make a secret unless there is one; return the one that holds, whoever made it."""
    session.execute(_INSERT, {"nom": nom, "valeur": valeur})
    return session.scalars(select(CleRow.valeur).where(CleRow.nom == nom)).one()
