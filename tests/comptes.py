"""Accounts for tests: cheap hashes, a clock that is set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from cartoexp.domain.comptes import Role
from cartoexp.services.comptes import CompteService, Hacheur, ParMotDePasse

if TYPE_CHECKING:
    from cartoexp.store.engine import Sessions

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "une phrase facile à retenir"  # noqa: S105  of tests only
OTHER = "une autre phrase, à retenir"
NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)


@dataclass
class Horloge:
    """A clock that only moves when it is told to."""

    instant: datetime = NOW

    def __call__(self) -> datetime:
        return self.instant

    def avance(self, **durations: float) -> None:
        self.instant += timedelta(**durations)


def service(sessions: Sessions, horloge: Horloge, argon2: PasswordHasher = CHEAP) -> CompteService:
    """Accounts over a database, by a clock."""
    hacheur = Hacheur(argon2)
    par = ParMotDePasse(sessions, hacheur, plancher_s=0.0)
    return CompteService(sessions, hacheur, horloge, par)


def pourvu(comptes: CompteService, identifiant: str, role: Role = Role.MODERATEUR) -> None:
    """Make an account whose password is set."""
    _, jeton = comptes.creer(identifiant, "Pôle expérimentations", role)
    comptes.suivre_lien(jeton, PASSWORD, PASSWORD)
