"""Use case: which experiments rest on which sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cartoexp.store import derogations
from cartoexp.store import experiments as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.experiments import Source
    from cartoexp.store.engine import Sessions


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and the experiments, by id, that cite it, in any of their records."""

    source: Source
    experimentations: Sequence[str]


@lru_cache(maxsize=4)
def read(sessions: Sessions, version: str) -> tuple[Cited, ...]:  # noqa: ARG001  the key
    """Return every source of a version of the catalogue, by id.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    with told_errors(), sessions() as session:
        sources = store.list_sources(session)
        citing: dict[str, set[str]] = defaultdict(set)
        for experiment, source in store.list_source_links(session):
            citing[source].add(experiment)
        for implantation in store.list_implantations(session):
            citing[implantation.source].add(implantation.experimentation)
        for evaluation in store.list_evaluations(session):
            citing[evaluation.source].add(evaluation.experimentation)
        for derogation in derogations.lister(session):
            for source in derogation.citees:
                citing[source].add(derogation.experimentation)
    return tuple(Cited(sources[i], sorted(citing[i])) for i in sorted(sources))
