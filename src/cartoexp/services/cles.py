"""Use case: sign alike in every process of every server over one database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.store import cles as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from cartoexp.store.engine import Sessions

BYTES = 32


@dataclass(frozen=True, slots=True)
class CleService:
    """Secrets made once by whoever asks first, and kept in the database."""

    sessions: Sessions
    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def lire(self, nom: str) -> str:
        """Return the secret of this name; the database is asked once a process.

        Raises:
            DatabaseUnavailableError, DatabaseNotReadyError: it cannot be read.
        """
        if nom not in self._known:
            with told_errors(), self.sessions.begin() as session:
                found = store.read(session, nom)
                held = found or store.make(session, nom, secrets.token_hex(BYTES))
            self._known[nom] = held
        return self._known[nom]
