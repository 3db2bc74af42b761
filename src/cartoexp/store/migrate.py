"""Migrations, run by Alembic from inside the program: no file to write, no command to know."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from cartoexp.store.engine import Sessions, build_engine, build_sessions, told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; does nothing when it is there."""
    # Imported here: a start whose database is up to date does without.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def opened(database_url: str) -> Iterator[Sessions]:
    """Give the sessions of a database, migrated if it has to be; closed at the end.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    engine = build_engine(database_url)
    try:
        with told_errors():
            if not is_current(engine):
                upgrade(engine)
        yield build_sessions(engine)
    finally:
        engine.dispose()


def is_current(engine: Engine) -> bool:
    """Tell whether the database has the newest schema."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        query = text("SELECT version_num FROM alembic_version")
        return connection.execute(query).scalar() == newest()


def newest() -> str:
    """Return the newest revision: files are named « number_what.py », in order."""
    return max(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))
