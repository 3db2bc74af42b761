"""The peer: a PostGIS server of this run's own, loaded as the product loads it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg

from cartoexp import ROOT
from cartoexp.services import loading
from tests.postgis import PostgisServer
from tests.servers import find_postgis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

ABSENT = "PostgreSQL avec PostGIS n’est pas installé"


@contextmanager
def loaded() -> Iterator[Connection | None]:
    """Give a connection to a database that holds the reference, or ``None`` without PostGIS."""
    binaries = find_postgis()
    if binaries is None:
        yield None
        return
    server = PostgisServer.start(binaries)
    try:
        url = server.create_database("mesures")
        loading.load(url, ROOT / "data" / "communes", ROOT / "data" / "experiments")
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            # The parts of a plan change nothing here but cost: what the peer does best is timed.
            connection.execute("ANALYZE")
            yield connection
    finally:
        server.stop()


def version(connection: Connection) -> str:
    """Return the versions of the peer."""
    query = "SELECT split_part(version(), ' ', 2), postgis_lib_version()"
    row = connection.execute(query).fetchone()
    postgres, postgis = row or ("?", "?")
    return f"PostgreSQL {postgres}, PostGIS {postgis}"
