"""Who is signed in: sessions under random tokens, which only their hashes are kept of."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cartoexp.domain.comptes.compte import empreinte
from cartoexp.store import comptes as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from datetime import datetime

    from cartoexp.domain.comptes import Compte
    from cartoexp.store.engine import Sessions

BYTES = 32
"""Random bytes of a token: 256 bits."""
IDLE, LONGEST = timedelta(hours=8), timedelta(days=7)
"""A session ends after that long without a request, and after that long in all."""
SEEN_EVERY = timedelta(minutes=1)
_MAX_TOKEN = 100


@dataclass(frozen=True, slots=True)
class Seances:
    """Sessions over one database."""

    sessions: Sessions

    def ouvrir(self, compte: Compte, maintenant: datetime) -> str:
        """Open a session; return its token, told only here. Those that are over are forgotten."""
        jeton = secrets.token_urlsafe(BYTES)
        with told_errors(), self.sessions.begin() as session:
            store.forget(session, maintenant, maintenant - IDLE)
            end = maintenant + LONGEST
            store.insert_session(session, empreinte(jeton), compte, maintenant, end)
        return jeton

    def lire(self, jeton: str, maintenant: datetime) -> Compte | None:
        """Return whose session a token opens, ``None`` when it opens none, or none any more."""
        if not jeton or len(jeton) > _MAX_TOKEN:
            return None
        name = empreinte(jeton)
        with told_errors(), self.sessions() as session:
            found = store.read_session(session, name, maintenant, maintenant - IDLE)
        if found is None:
            return None
        compte, seen = found
        if maintenant - seen >= SEEN_EVERY:
            with told_errors(), self.sessions.begin() as session:
                store.see(session, name, maintenant)
        return compte

    def fermer(self, jeton: str) -> None:
        """End the session of a token, if there is one."""
        with told_errors(), self.sessions.begin() as session:
            store.end(session, empreinte(jeton))

    def fermer_toutes(self, compte: Compte) -> None:
        """End every session of an account."""
        with told_errors(), self.sessions.begin() as session:
            store.end_all(session, compte.id)
