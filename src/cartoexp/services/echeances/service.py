"""The register of deadlines of the loaded catalogue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.echeances import chronologie
from cartoexp.domain.echeances.ordre import sans_date
from cartoexp.domain.echeances.tri import retenues
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.selection import select
from cartoexp.services.echeances import derogations, faits
from cartoexp.services.echeances.comptes import Comptes, count
from cartoexp.services.echeances.groupes import Groupes
from cartoexp.store import derogations as waivers
from cartoexp.store import echeances as store
from cartoexp.store import experiments as queries
from cartoexp.store import suivi
from cartoexp.store.engine import Sessions, told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.echeances import Choix, Echeance
    from cartoexp.domain.experiments import Evaluation, Source
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Registre:
    """What is asked for, at a day.

    ``datees`` are in the order of the timeline, ``inconnues`` are those without a date: no period
    holds them, they are told apart. ``comptes`` are those of the filters of the catalogue alone.
    """

    jour: date
    datees: Sequence[Echeance]
    inconnues: Sequence[Echeance]
    comptes: Comptes

    @cached_property
    def contradictoires(self) -> Sequence[Echeance]:
        """Those that something contradicts."""
        return [e for e in (*self.datees, *self.inconnues) if e.contradiction]

    @property
    def toutes(self) -> Sequence[Echeance]:
        """All of them, those without a date last."""
        return [*self.datees, *self.inconnues]


@dataclass(frozen=True, slots=True, repr=False)
class Fonds:
    """What one version of the catalogue holds, as deadlines are made from it."""

    snapshot: Snapshot
    groupes: Groupes
    sources: Sequence[str]
    evaluations: Mapping[str, Sequence[Evaluation]]
    derogations: Sequence[Derogation]
    modifiees: Mapping[str, datetime]


@dataclass
class EcheanceService:
    """Deadlines of the loaded catalogue."""

    sessions: Sessions
    experiments: ExperimentService
    _fonds: Fonds | None = field(default=None, init=False, repr=False)

    def registre(self, choix: Choix, today: date) -> Registre:
        """Return the deadlines that match.

        Raises:
            InvalidParametersError: for a territory or an experiment that does not exist.
            ContradictionError: when no territory is inside all of those that are named.
            DatabaseUnavailableError: when the database does not answer.
        """
        whole = self.toutes(choix, today)
        kept = retenues(whole, choix.criteres, today)
        return Registre(today, chronologie(kept, today), sans_date(kept), count(whole, today))

    def toutes(self, choix: Choix, today: date) -> list[Echeance]:
        """Return all that the filters of the catalogue let through, in no order."""
        fonds = self._current()
        mask = select(fonds.snapshot.columns, self.experiments.check(choix.filters))
        if only := choix.criteres.experimentation:
            mask = mask & (fonds.snapshot.columns.experiment == _position(fonds.snapshot, only))
        kept = np.flatnonzero(mask)
        filters, known = choix.filters, self.experiments.territoires
        found = [*faits.fins(fonds, kept, today), *faits.evaluations(fonds, kept, today)]
        found += derogations.echeances(fonds, filters, known, today)
        return [e for e in found if not only or e.experiment.id == only]

    def sources(self, found: Sequence[Echeance]) -> dict[str, Source]:
        """Return the sources of deadlines by id."""
        wanted = sorted({s for e in found for s in e.sources})
        with told_errors(), self.sessions() as session:
            return queries.get_sources(session, wanted)

    def modifiee(self, found: Echeance) -> datetime:
        """Return when the record of its experiment last changed here (UTC)."""
        return self._current().modifiees.get(found.experiment.id, EPOCH)

    def derniere(self) -> datetime:
        """Return when anything last changed (UTC)."""
        return max(self._current().modifiees.values(), default=EPOCH)

    def _current(self) -> Fonds:
        """Return what deadlines are made from; read again when the catalogue changes."""
        while True:
            snapshot, held = self.experiments.snapshot(), self._fonds
            if held is not None and held.snapshot is snapshot:
                return held
            self._fonds = self._read(snapshot)

    def _read(self, snapshot: Snapshot) -> Fonds | None:
        """Read what belongs to a snapshot, ``None`` when the catalogue changed in between."""
        by_experiment: dict[str, list[Evaluation]] = defaultdict(list)
        with told_errors(), self.sessions() as session:
            if queries.read_meta(session) != snapshot.meta:
                return None
            sources = store.list_implantation_sources(session)
            for evaluation in queries.list_evaluations(session):
                by_experiment[evaluation.experimentation].append(evaluation)
            waived = waivers.lister(session)
            known = suivi.read(session)
        changed = {name: datetime.fromisoformat(s.modifiee) for name, s in known.items()}
        return Fonds(snapshot, Groupes.of(snapshot), sources, by_experiment, waived, changed)


def _position(snapshot: Snapshot, experimentation: str) -> int:
    found = snapshot.positions.get(experimentation)
    if found is None:
        told = "« experimentation » ne désigne aucune expérimentation connue."
        raise InvalidParametersError([ParameterProblem("experimentation", told)])
    return found
