"""Rows of accounts; they outlive every load of the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from cartoexp.domain.comptes import Compte, Role
from cartoexp.store.tables import CompteRow, LienCompteRow, SessionCompteRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def written(instant: datetime) -> str:
    """Return an instant as it is kept: in UTC, to the second, in the order of time."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def insert(session: Session, compte: Compte) -> None:
    """Insert an account without a password.

    Raises:
        IntegrityError: its identifier is another one's.
    """
    session.add(
        CompteRow(
            id=compte.id,
            identifiant=compte.identifiant,
            nom=compte.nom,
            role=compte.role.value,
            mot_de_passe=None,
            version=compte.version,
            actif=compte.actif,
            cree_le=written(compte.cree_le),
            echecs=0,
            bloque_jusqu_a=None,
        )
    )
    session.flush()


def read(session: Session, identifier: str) -> Compte | None:
    """Return the account of an id."""
    row = session.get(CompteRow, identifier, populate_existing=True)
    return None if row is None else _compte(row)


def read_named(session: Session, identifiant: str) -> Compte | None:
    """Return the account that signs in under this name."""
    statement = select(CompteRow).where(CompteRow.identifiant == identifiant)
    fresh = {"populate_existing": True}
    row = session.scalars(statement, execution_options=fresh).one_or_none()
    return None if row is None else _compte(row)


def read_all(session: Session) -> list[Compte]:
    """Return every account by identifier."""
    statement = select(CompteRow).order_by(CompteRow.identifiant)
    return [_compte(row) for row in session.scalars(statement)]


def change(session: Session, compte: str, **values: Any) -> None:  # noqa: ANN401  columns
    """Write columns of an account."""
    session.execute(update(CompteRow).where(CompteRow.id == compte).values(**values))


def renew(session: Session, compte: str, **values: Any) -> None:  # noqa: ANN401  columns
    """Write columns of an account, and end all that stands on what it was: sessions and links."""
    change(session, compte, version=CompteRow.version + 1, **values)
    end_all(session, compte)
    _void_links(session, compte)


def take_attempt(session: Session, identifiant: str, now: datetime) -> tuple[str, str, int] | None:
    """Count an attempt as a failure, before it is known whether it is one.

    Attempts made at the same moment are thus counted one after the other.

    Returns:
        The account's id, its hash and its failures, or ``None`` when no account may be tried.
    """
    waits_no_more = or_(
        CompteRow.bloque_jusqu_a.is_(None), CompteRow.bloque_jusqu_a <= written(now)
    )
    statement = (
        update(CompteRow)
        .where(
            CompteRow.identifiant == identifiant,
            CompteRow.actif,
            CompteRow.mot_de_passe.is_not(None),
            waits_no_more,
        )
        .values(echecs=CompteRow.echecs + 1)
        .returning(CompteRow.id, CompteRow.mot_de_passe, CompteRow.echecs)
    )
    row = session.execute(statement, execution_options={"synchronize_session": False}).one_or_none()
    return None if row is None or row.mot_de_passe is None else (row[0], row.mot_de_passe, row[2])


def welcome(session: Session, compte: str, hache: str, new: str | None) -> Compte | None:
    """Forget the failures of an account, unless its password has changed since it was compared.

    ``new`` is the hash to keep from now on, if it is another one.
    """
    same = CompteRow.id == compte, CompteRow.mot_de_passe == hache
    values = {"echecs": 0, "bloque_jusqu_a": None, "mot_de_passe": new or hache}
    statement = update(CompteRow).where(*same).values(**values).returning(CompteRow.id)
    found = session.execute(statement, execution_options={"synchronize_session": False})
    return None if found.one_or_none() is None else read(session, compte)


def insert_session(
    session: Session, name: str, compte: Compte, now: datetime, end: datetime
) -> None:
    """Insert someone signed in, under the hash of a token."""
    session.add(
        SessionCompteRow(
            empreinte=name,
            compte=compte.id,
            cree_le=written(now),
            vu_le=written(now),
            expire_le=written(end),
            version=compte.version,
        )
    )


def read_session(
    session: Session, name: str, now: datetime, idle_since: datetime
) -> tuple[Compte, datetime] | None:
    """Return whose session is under a hash, and when it was last seen, if it still holds."""
    statement = (
        select(CompteRow, SessionCompteRow.vu_le)
        .join(CompteRow, CompteRow.id == SessionCompteRow.compte)
        .where(
            SessionCompteRow.empreinte == name,
            SessionCompteRow.version == CompteRow.version,
            CompteRow.actif,
            SessionCompteRow.expire_le > written(now),
            SessionCompteRow.vu_le > written(idle_since),
        )
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else (_compte(row[0]), datetime.fromisoformat(row[1]))


def see(session: Session, name: str, now: datetime) -> None:
    """Write when a session was last seen."""
    seen = update(SessionCompteRow).where(SessionCompteRow.empreinte == name)
    session.execute(seen.values(vu_le=written(now)))


def end(session: Session, name: str) -> None:
    """End the session under a hash."""
    session.execute(delete(SessionCompteRow).where(SessionCompteRow.empreinte == name))


def end_all(session: Session, compte: str) -> None:
    """End every session of an account."""
    session.execute(delete(SessionCompteRow).where(SessionCompteRow.compte == compte))


def forget(session: Session, now: datetime, idle_since: datetime) -> None:
    """Forget sessions and links whose time is over."""
    for row in (SessionCompteRow, LienCompteRow):
        session.execute(delete(row).where(row.expire_le <= written(now)))
    session.execute(delete(SessionCompteRow).where(SessionCompteRow.vu_le <= written(idle_since)))


def insert_link(session: Session, name: str, compte: str, end_: datetime) -> None:
    """Insert the only link that sets the password of an account: older ones are void."""
    _void_links(session, compte)
    session.add(LienCompteRow(empreinte=name, compte=compte, expire_le=written(end_)))


def read_link(session: Session, name: str, now: datetime) -> Compte | None:
    """Return whose password the link under a hash may set, if it still may."""
    statement = (
        select(CompteRow)
        .join(LienCompteRow, CompteRow.id == LienCompteRow.compte)
        .where(
            LienCompteRow.empreinte == name,
            LienCompteRow.utilise_le.is_(None),
            LienCompteRow.expire_le > written(now),
            CompteRow.actif,
        )
    )
    row = session.scalars(statement).one_or_none()
    return None if row is None else _compte(row)


def use_link(session: Session, name: str, now: datetime) -> bool:
    """Use a link; tell whether it was still to be used: of two at once, one is told so."""
    statement = (
        update(LienCompteRow)
        .where(
            LienCompteRow.empreinte == name,
            LienCompteRow.utilise_le.is_(None),
            LienCompteRow.expire_le > written(now),
        )
        .values(utilise_le=written(now))
        .returning(LienCompteRow.compte)
    )
    found = session.execute(statement, execution_options={"synchronize_session": False})
    return found.one_or_none() is not None


def _void_links(session: Session, compte: str) -> None:
    unused = LienCompteRow.compte == compte, LienCompteRow.utilise_le.is_(None)
    session.execute(delete(LienCompteRow).where(*unused))


def _compte(row: CompteRow) -> Compte:
    until = row.bloque_jusqu_a
    return Compte(
        row.id,
        row.identifiant,
        row.nom,
        Role(row.role),
        row.version,
        row.actif,
        row.mot_de_passe is not None,
        datetime.fromisoformat(row.cree_le),
        row.echecs,
        None if until is None else datetime.fromisoformat(until),
    )
