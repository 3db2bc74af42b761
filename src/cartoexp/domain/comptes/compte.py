"""An account, what it may do, and how long it waits after failures; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.comptes.errors import CompteRefuseError

if TYPE_CHECKING:
    from datetime import datetime

FREE_FAILURES = 5
"""Failures in a row after which an account waits."""
LONGEST_WAIT = timedelta(hours=1)
MAX_IDENTIFIANT, MAX_NOM = 100, 80
"""Characters of each."""
_IDENTIFIANT = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,99}", re.ASCII)


class Role(StrEnum):
    """What an account is for; who administers may do all that who moderates may."""

    MODERATEUR = "moderateur"
    ADMINISTRATEUR = "administrateur"

    @property
    def label(self) -> str:
        """French, as pages show it."""
        return "Administration" if self is Role.ADMINISTRATEUR else "Modération"

    def permet(self, requis: Role) -> bool:
        """Tell whether this role may do what another one is required for."""
        return self is requis or self is Role.ADMINISTRATEUR


@dataclass(frozen=True, slots=True)
class Compte:
    """An account; ``nom`` is the title of an office, never a person's name.

    ``pourvu`` tells whether a password is set. Sessions of an older ``version`` are void. Instants
    are aware, in UTC.
    """

    id: str
    identifiant: str
    nom: str
    role: Role
    version: int
    actif: bool
    pourvu: bool
    cree_le: datetime
    echecs: int = 0
    bloque_jusqu_a: datetime | None = None

    def est_bloque(self, instant: datetime) -> bool:
        """Tell whether the account waits after failures."""
        return self.bloque_jusqu_a is not None and instant < self.bloque_jusqu_a


def attente(echecs: int) -> timedelta:
    """Return how long an account waits after failures in a row: twice as long each time."""
    if echecs < FREE_FAILURES:
        return timedelta()
    doublings = min(echecs - FREE_FAILURES, 10)
    return min(timedelta(minutes=2**doublings), LONGEST_WAIT)


def lire_identifiant(text: str) -> str | None:
    """Return an identifier as it is kept, or ``None`` when it cannot be one."""
    found = text.strip().lower()
    return found if _IDENTIFIANT.fullmatch(found) else None


def lire_nom(text: str) -> str:
    """Return the title of an office, spaces joined.

    Raises:
        CompteRefuseError: it is empty, too long, or holds what is not printed.
    """
    found = " ".join(text.split())
    if not found or len(found) > MAX_NOM or not found.isprintable():
        raise CompteRefuseError(
            f"Donnez la fonction en {MAX_NOM} caractères au plus, par exemple "
            "«\u00a0Pôle expérimentations\u00a0»\u00a0; jamais le nom d’une personne."
        )
    return found


def empreinte(jeton: str) -> str:
    """Return the hash under which a token is kept: whoever reads the base cannot use it."""
    return sha256(jeton.encode()).hexdigest()
