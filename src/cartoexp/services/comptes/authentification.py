"""How someone proves which account is theirs: a password, and later an identity provider."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cartoexp.domain.comptes import ConnexionRefuseeError
from cartoexp.domain.comptes.compte import attente, lire_identifiant
from cartoexp.store import comptes as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cartoexp.domain.comptes import Compte
    from cartoexp.services.comptes.hachage import Hacheur
    from cartoexp.store.engine import Sessions

IDENTIFIANT, MOT_DE_PASSE = "identifiant", "mot_de_passe"
FLOOR_S = 0.8
"""Seconds that a refusal takes at least, whatever was looked at to refuse."""
REFUSED = (
    "Connexion refusée\u00a0: vérifiez l’identifiant et le mot de passe. Après cinq échecs, un "
    "compte refuse même le bon mot de passe pendant une minute, puis deux, quatre, et jusqu’à une "
    "heure. Si vous l’avez perdu, demandez un lien à qui administre le site."
)
"""The same for an unknown account, a wrong password, an account that waits or is closed."""
_log = logging.getLogger("cartoexp.comptes")


class Authentification(Protocol):
    """A way to sign in. Single sign-on is another one: what follows, the session, is the same."""

    def authentifier(self, preuve: Mapping[str, str], maintenant: datetime) -> Compte:
        """Return the account that a proof is of: the fields of a form, or what a provider says.

        Raises:
            ConnexionRefuseeError: when it proves nothing; never tells why.
        """
        ...


@dataclass(frozen=True, slots=True)
class ParMotDePasse:
    """Signing in with an identifier and a password; failures make the account wait."""

    sessions: Sessions
    hacheur: Hacheur
    plancher_s: float = FLOOR_S

    def authentifier(self, preuve: Mapping[str, str], maintenant: datetime) -> Compte:
        """Return the account of an identifier and its password.

        Raises:
            ConnexionRefuseeError: for any other pair.
        """
        name = lire_identifiant(preuve.get(IDENTIFIANT, "")) or ""
        given = preuve.get(MOT_DE_PASSE, "")
        with _even(self.plancher_s):
            found = self._tried(name, given, maintenant)
            if found is None:
                raise ConnexionRefuseeError(REFUSED)
        return found

    def _tried(self, name: str, given: str, now: datetime) -> Compte | None:
        with told_errors(), self.sessions.begin() as session:
            taken = store.take_attempt(session, name, now)
            if taken is not None and (wait := attente(taken[2])):
                store.change(session, taken[0], bloque_jusqu_a=store.written(now + wait))
        # The base is not held while the hash is computed.
        right = self.hacheur.verifier(taken and taken[1], given)
        if taken is None or not right:
            if taken is not None and attente(taken[2]):
                _log.warning("account %s waits after %d failures", taken[0], taken[2])
            return None
        return self._welcomed(taken[0], taken[1], given)

    def _welcomed(self, compte: str, hache: str, given: str) -> Compte | None:
        new = self.hacheur.hacher(given) if self.hacheur.est_perime(hache) else None
        with told_errors(), self.sessions.begin() as session:
            return store.welcome(session, compte, hache, new)


@contextmanager
def _even(floor_s: float) -> Iterator[None]:
    """Let a refusal take as long whatever it comes from."""
    begun = time.monotonic()
    try:
        yield
    except ConnexionRefuseeError:
        time.sleep(max(0.0, begun + floor_s - time.monotonic()))
        raise
