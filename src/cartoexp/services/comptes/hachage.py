"""Hashes of passwords: Argon2id, one at a time in a process, since each takes 64 MiB."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cartoexp.domain.comptes.mots_de_passe import LONGEST, normal


@dataclass(frozen=True)
class Hacheur:
    """Makes hashes and compares passwords with them.

    ``argon2`` has the parameters that RFC 9106 recommends where memory is counted.
    """

    argon2: PasswordHasher = field(default_factory=PasswordHasher)
    verrou: Lock = field(default_factory=Lock)

    def hacher(self, mot_de_passe: str) -> str:
        """Return the hash of a password."""
        with self.verrou:
            return self.argon2.hash(normal(mot_de_passe))

    def verifier(self, hache: str | None, mot_de_passe: str) -> bool:
        """Tell whether a password has this hash; without one it takes as long to say no."""
        told = normal(mot_de_passe[: LONGEST + 1])
        leurre = self._leurre
        with self.verrou:
            try:
                self.argon2.verify(hache or leurre, told)
            except (VerificationError, InvalidHashError):
                return False
        return hache is not None and len(mot_de_passe) <= LONGEST

    def est_perime(self, hache: str) -> bool:
        """Tell whether a hash was made with other parameters than those of today."""
        return self.argon2.check_needs_rehash(hache)

    @cached_property
    def _leurre(self) -> str:
        """The hash of what nobody knows."""
        return self.hacher(secrets.token_urlsafe())
