"""Use case: tell whether the product works, and what is loaded in its database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import DatabaseNotReadyError
from cartoexp.services.versions import MILLESIME
from cartoexp.store import experiments, health
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.territoires import Niveau
    from cartoexp.store.engine import Sessions


@dataclass(frozen=True, slots=True)
class Health:
    """Rows counted in the database; ``millesime`` is the year of the COG that it holds."""

    millesime: str
    territoires: Mapping[Niveau, int]
    experimentations: int
    implantations: int
    evaluations: int


def check(sessions: Sessions) -> Health:
    """Count what is loaded.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
        DatabaseNotReadyError: when nothing is loaded.
    """
    with told_errors(), sessions() as session:
        meta = experiments.read_meta(session)
        if MILLESIME not in meta:
            raise DatabaseNotReadyError("Rien n’est chargé : lancez « cartoexp load ».")
        return Health(
            meta[MILLESIME],
            health.count_territoires(session),
            *health.count_catalogue(session),
        )
