"""Secrets that the servers over one database share: made once, whoever asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from cartoexp.domain.errors import DatabaseNotReadyError
from cartoexp.services.cles import CleService
from cartoexp.store import migrate
from cartoexp.store.engine import build_engine, build_sessions

if TYPE_CHECKING:
    from cartoexp.store.engine import Sessions


def test_all_servers_have_one_secret_and_keep_it(empty_database_url: str) -> None:
    with migrate.opened(empty_database_url) as sessions:
        servers = [CleService(sessions) for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            (found,) = set(pool.map(lambda s: s.lire("porte"), servers))
        assert len(found) == 64
        assert CleService(sessions).lire("porte") == found, "after a restart"
        assert CleService(sessions).lire("autre") != found
        assert found not in repr(servers[0])
        _forget(sessions)
        assert servers[0].lire("porte") == found, "until it restarts"
        assert CleService(sessions).lire("porte") != found


def _forget(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.execute(text("DELETE FROM cle WHERE nom = 'porte'"))


def test_a_database_without_tables(empty_database_url: str) -> None:
    engine = build_engine(empty_database_url)
    with pytest.raises(DatabaseNotReadyError):
        CleService(build_sessions(engine)).lire("porte")
    engine.dispose()
