"""Keeps layers, gives them back, erases them in time or when their owner asks."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING

from cartoexp.domain.couches import (
    CleRefuseeError,
    CoucheEffaceeError,
    CoucheNotFoundError,
    CouchesEpuiseesError,
)
from cartoexp.domain.couches.couche import BYTES, empreinte, est_jeton
from cartoexp.domain.phrases import dates
from cartoexp.store import couches as store
from cartoexp.store import migrate
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cartoexp.domain.couches import Couche
    from cartoexp.store.engine import Sessions

MOST_LAYERS, MOST_BYTES = 5_000, 2 * 1024**3
"""Layers kept at once, and the bytes of their rows: a disk is not for one visitor to fill."""
REMEMBERED_J = 365
"""Days for which an address still says that its layer was erased."""
EXPIREE, PAR_AUTEUR, PAR_NOUS = "expiree", "auteur", "site"
SHORTEST = 8
"""Characters of a hash by which an operator names a layer, at least."""
UNKNOWN = "Aucune carte n’est à cette adresse\u00a0: vérifiez qu’elle est complète."
WRONG_KEY = (
    "Cette clé n’est pas celle de cette carte\u00a0: reprenez le lien de suppression qui vous a "
    "été donné à sa création. L’adresse publique ne suffit pas."
)
FULL = "Trop de cartes sont gardées en ce moment sur ce site\u00a0: réessayez dans quelques jours."


@contextmanager
def opened(database_url: str) -> Iterator[CoucheService]:
    """Give the service over a database, migrated if it has to be; closed at the end.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    with migrate.opened(database_url) as sessions:
        yield CoucheService(sessions)


@dataclass(frozen=True, slots=True)
class CoucheService:
    """Layers over one database."""

    sessions: Sessions
    most: int = MOST_LAYERS
    most_bytes: int = MOST_BYTES

    def creer(self, couche: Couche) -> tuple[str, str]:
        """Keep a layer; return its address and the key that erases it, both told only here.

        Those whose time is over are erased first.

        Raises:
            CouchesEpuiseesError: when as many are kept as may be.
        """
        jeton, cle = secrets.token_urlsafe(BYTES), secrets.token_urlsafe(BYTES)
        with told_errors(), self.sessions.begin() as session:
            _purge(session, couche.creee_le)
            number, size = store.occupied(session)
            if number >= self.most or size >= self.most_bytes:
                raise CouchesEpuiseesError(FULL)
            store.insert(session, replace(couche, empreinte=empreinte(jeton)), empreinte(cle))
        return jeton, cle

    def lire(self, jeton: str, jour: date, *, contents: bool = True) -> Couche:
        """Return the layer of an address on a day.

        Raises:
            CoucheNotFoundError: there never was one, or it is long forgotten.
            CoucheEffaceeError: it was erased, or its time is over.
        """
        with told_errors(), self.sessions() as session:
            return _read(session, jeton, jour, contents=contents)

    def verifier(self, jeton: str, cle: str, jour: date) -> Couche:
        """Return a layer, without its rows, to who has the key that erases it.

        Raises:
            CleRefuseeError: it is another key.
            CoucheNotFoundError, CoucheEffaceeError: as :meth:`lire`.
        """
        with told_errors(), self.sessions() as session:
            return _owned(session, jeton, cle, jour)

    def supprimer(self, jeton: str, cle: str, jour: date) -> None:
        """Erase a layer for its owner.

        Raises:
            CleRefuseeError: it is another key.
            CoucheNotFoundError, CoucheEffaceeError: as :meth:`lire`.
        """
        with told_errors(), self.sessions.begin() as session:
            found = _owned(session, jeton, cle, jour)
            store.erase(session, [found.empreinte], jour, PAR_AUTEUR)

    def purger(self, jour: date) -> int:
        """Erase the layers whose time is over; return how many."""
        with told_errors(), self.sessions.begin() as session:
            return _purge(session, jour)

    def lister(self) -> list[Couche]:
        """Return every layer without its rows, the oldest first."""
        with told_errors(), self.sessions() as session:
            return store.read_all(session)

    def retirer(self, nom: str, jour: date) -> Couche:
        """Erase a layer for the operator, by its address or by the beginning of its hash.

        Raises:
            CoucheNotFoundError: no layer, or several, have this name.
        """
        jeton = nom.rstrip("/").rpartition("/")[2].partition("?")[0].partition(".")[0]
        with told_errors(), self.sessions.begin() as session:
            found = _named(store.read_all(session), jeton)
            store.erase(session, [found.empreinte], jour, PAR_NOUS)
        return found


def _named(kept: list[Couche], nom: str) -> Couche:
    whole = empreinte(nom) if est_jeton(nom) else nom
    test: Callable[[Couche], bool] = lambda c: c.empreinte.startswith(whole)  # noqa: E731
    found = list(filter(test, kept)) if len(whole) >= SHORTEST else []
    if len(found) != 1:
        raise CoucheNotFoundError(
            "Aucune carte ne porte ce nom\u00a0: donnez son adresse, ou les premiers caractères "
            f"de son empreinte ({SHORTEST} au moins), comme les donne «\u00a0couches "
            "lister\u00a0»."
        )
    return found[0]


def _read(session: Session, jeton: str, jour: date, *, contents: bool) -> Couche:
    name = empreinte(jeton)
    found = store.read(session, name, contents=contents) if est_jeton(jeton) else None
    if found is not None and not found.est_finie(jour):
        return found
    if found is not None:
        raise CoucheEffaceeError(_end(found.expire_le, EXPIREE))
    end = store.read_end(session, name) if est_jeton(jeton) else None
    if end is None:
        raise CoucheNotFoundError(UNKNOWN)
    raise CoucheEffaceeError(_end(*end))


def _end(day: date, motif: str) -> str:
    when = dates.day(day)
    return {
        EXPIREE: f"Cette carte, gardée trente jours, a été effacée après le {when}.",
        PAR_AUTEUR: f"Cette carte a été supprimée par son auteur le {when}.",
        PAR_NOUS: f"Cette carte a été retirée par ce site le {when}.",
    }[motif]


def _owned(session: Session, jeton: str, cle: str, jour: date) -> Couche:
    found = _read(session, jeton, jour, contents=False)
    held = store.read_key(session, found.empreinte) or ""
    if not compare_digest(held, empreinte(cle.strip())):
        raise CleRefuseeError(WRONG_KEY)
    return found


def _purge(session: Session, jour: date) -> int:
    over = store.over(session, jour)
    by_day: dict[date, list[str]] = {}
    for name in over:
        found = store.read(session, name, contents=False)
        if found is not None:
            by_day.setdefault(found.expire_le, []).append(name)
    for day, names in by_day.items():
        store.erase(session, names, day, EXPIREE)
    store.forget(session, jour - timedelta(days=REMEMBERED_J))
    return len(over)
