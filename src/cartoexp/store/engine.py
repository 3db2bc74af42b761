"""Engine and sessions: SQLite by default, PostgreSQL with PostGIS by its URL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from cartoexp.domain.errors import DatabaseNotReadyError, DatabaseUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

Sessions = sessionmaker[Session]

BUSY_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_S = 3


def build_engine(database_url: str) -> Engine:
    """Return an engine for ``sqlite:///…`` or ``postgresql+psycopg://…``.

    Connections are tested before use, so that a database that comes back is found again without
    a restart. What statements are given is kept out of error messages, which go to the log.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
        hide_parameters=True,
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  a DB-API object
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def build_sessions(engine: Engine) -> Sessions:
    """Return a session factory bound to ``engine``."""
    return sessionmaker(engine, expire_on_commit=False)


_MISSING_TABLE = ("no such table", "UndefinedTable", "no such column", "UndefinedColumn")

_SQLITE_ABSENCE = ("unable to open database file", "database is locked", "disk I/O error")


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn the driver's failures into ours.

    Raises:
        DatabaseUnavailableError: when the server does not answer.
        DatabaseNotReadyError: when the tables are missing.
    """
    try:
        yield
    except DBAPIError as error:
        text = f"{type(error.orig).__name__} {error.orig}"
        if any(sign in text for sign in _MISSING_TABLE):
            message = "La base n’est pas prête : lancez « cartoexp load »."
            raise DatabaseNotReadyError(message) from error
        if _is_absence(error, text):
            message = "La base de données ne répond pas."
            raise DatabaseUnavailableError(message) from error
        raise


def _is_absence(error: DBAPIError, text: str) -> bool:
    if "sqlite3" in type(error.orig).__module__:
        return any(sign in text for sign in _SQLITE_ABSENCE)
    return isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
