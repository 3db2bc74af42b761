"""Use cases: contribute without an account, moderate, look after what was received."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cartoexp.domain.resolution import Resolver
from cartoexp.services.contributions.contribuer import ContributionService
from cartoexp.services.contributions.entretien import EntretienService, Purge
from cartoexp.services.contributions.examen import Examen
from cartoexp.services.contributions.moderer import ModerationService, Relecture
from cartoexp.services.imports.etat import sessions_pretes
from cartoexp.store.reference import read_reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "ContributionService",
    "EntretienService",
    "Examen",
    "ModerationService",
    "Purge",
    "Relecture",
    "opened",
]


@contextmanager
def opened(database_url: str, reference_dir: Path) -> Iterator[EntretienService]:
    """Give what the operator needs over a database that is loaded; closed at the end.

    Raises:
        DatabaseNotReadyError: when nothing is loaded.
        DatabaseUnavailableError: when the database does not answer.
    """

    def territoires() -> Resolver:
        reference = read_reference(reference_dir)
        return Resolver.build(reference.territoires, reference.passages)

    with sessions_pretes(database_url) as sessions:
        yield EntretienService(sessions, territoires)
