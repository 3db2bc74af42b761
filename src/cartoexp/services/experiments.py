"""Use cases on experiments: list, count, open one, place them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from cartoexp.domain.catalogue.cells import ID_PATTERN
from cartoexp.domain.errors import (
    ContradictionError,
    ExperimentNotFoundError,
    InvalidParametersError,
    ParameterProblem,
    Suggestion,
)
from cartoexp.domain.phrases.lieux import dans, lieu
from cartoexp.domain.selection import select
from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.domain.texte import fold
from cartoexp.services import references
from cartoexp.services.annees import Debuts, count_starts
from cartoexp.services.choropleth import Counts, count_by_territory
from cartoexp.services.emprise import EmpriseIndex
from cartoexp.services.facets import Choice, facets
from cartoexp.services.listing import Listing, Tri, TriLieux, list_page, order_places
from cartoexp.services.versions import CATALOGUE
from cartoexp.store import derogations, journal, lots, recodages
from cartoexp.store import experiments as store
from cartoexp.store.engine import Sessions, told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
    from cartoexp.domain.filters import Filters
    from cartoexp.domain.lots import Provenance
    from cartoexp.domain.millesimes.recodage import Recodage
    from cartoexp.services.emprise import Emprise
    from cartoexp.services.references import Cited
    from cartoexp.services.snapshot import Snapshot, SnapshotHolder
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.store.experiments import ImplantationKey

CLOSE = 3
BATCH = 10_000
"""Ids asked for at once: databases bound the values of one query (32,766 in SQLite)."""
_ID = re.compile(ID_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """A whole experiment: implantations with their territory, evaluations, sources by id."""

    experiment: Experiment
    implantations: Sequence[tuple[Implantation, Territoire]]
    evaluations: Sequence[Evaluation]
    sources: Mapping[str, Source]
    imports: Mapping[str, Provenance] = field(default_factory=dict)
    """Where the implantations that were imported come from, by id."""
    attente: Sequence[Recodage] = ()
    """Implantations that a change of vintage left for a person to decide."""
    donnees: Mapping[str, Recodage] = field(default_factory=dict)
    """By id, what those that changes of vintage moved were given at first."""
    apportees: frozenset[str] = frozenset()
    """Sources that contributions have brought, by id."""


@dataclass(frozen=True, slots=True)
class Place:
    """An implantation that matches, its territory and its experiment, for maps and lists."""

    key: ImplantationKey
    territoire: Territoire
    experiment: Experiment


@dataclass(frozen=True)
class ExperimentService:
    """Experiments of the loaded catalogue."""

    sessions: Sessions
    territoires: TerritoireService
    holder: SnapshotHolder

    def snapshot(self) -> Snapshot:
        """Return the loaded catalogue; its ``meta`` holds versions and millésime."""
        return self.holder.current()

    def check(self, filters: Filters) -> Filters:
        """Return the filters when their territories exist and hold each other.

        Raises:
            InvalidParametersError: for an unknown territory.
            ContradictionError: when no territory is inside all of them.
        """
        problems = []
        found: dict[Niveau, Territoire] = {}
        for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI):
            code = getattr(filters, niveau.value)
            territoire = self.territoires.find(niveau, code)
            if code and territoire is None:
                close = [t.code for t in self.territoires.closest(niveau, code)]
                told = f"« {niveau.value} » ne désigne aucun territoire connu."
                problems.append(ParameterProblem(niveau.value, told, tuple(close)))
            elif territoire:
                found[niveau] = territoire
        if problems:
            raise InvalidParametersError(problems)
        if contradictions := _contradictions(found):
            raise ContradictionError(contradictions)
        return filters

    def list_page(
        self,
        filters: Filters,
        tri: Tri,
        offset: int = 0,
        limit: int = 50,
        emprise: Emprise | None = None,
    ) -> Listing:
        """Return one page of the experiments that match, only those in a frame if given."""
        snapshot = self.snapshot()
        places = None if emprise is None else self._emprises.holds(emprise, snapshot.places)
        return list_page(snapshot, self.check(filters), tri, offset, limit, places=places)

    @cached_property
    def _emprises(self) -> EmpriseIndex:
        return EmpriseIndex.build(self.territoires.reference.territoires)

    def facets(self, filters: Filters) -> Mapping[str, list[Choice]]:
        """Return the choices of each filter with their counts."""
        return facets(self.snapshot(), self.check(filters))

    def counts(self, filters: Filters, niveau: Niveau) -> Counts:
        """Return distinct experiments by territory of a level."""
        return count_by_territory(self.snapshot(), self.check(filters), niveau)

    def starts(self, filters: Filters) -> Debuts:
        """Return the experiments by first year, whatever years are asked for."""
        return count_starts(self.snapshot(), self.check(filters))

    def places(
        self,
        filters: Filters,
        offset: int = 0,
        limit: int | None = None,
        tri: TriLieux = TriLieux.EXPERIMENTATION,
    ) -> list[Place]:
        """Return the implantations that match, in order."""
        snapshot = self.snapshot()
        found = np.flatnonzero(select(snapshot.columns, self.check(filters)))
        rows = order_places(snapshot, found, tri)
        end = None if limit is None else offset + limit
        columns = snapshot.columns
        return [
            Place(
                snapshot.keys[row],
                snapshot.places[columns.place[row]],
                snapshot.experiments[columns.experiment[row]],
            )
            for row in rows[offset:end].tolist()
        ]

    def count_places(self, filters: Filters) -> int:
        """Return the number of implantations that match."""
        return int(select(self.snapshot().columns, self.check(filters)).sum())

    def get(self, identifier: str) -> Record:
        """Return a whole experiment.

        Raises:
            ExperimentNotFoundError: with the three closest titles.
        """
        if not _ID.fullmatch(identifier):  # PostgreSQL does not even take a NUL
            raise self._not_found(identifier)
        with told_errors(), self.sessions() as session:
            experiment = store.get_experiment(session, identifier)
            if experiment is None:
                raise self._not_found(identifier)
            implantations = store.list_implantations(session, experimentation=identifier)
            evaluations = store.list_evaluations(session, identifier)
            wanted = {*experiment.sources, *(i.source for i in implantations)}
            wanted |= {e.source for e in evaluations}
            wanted |= {s for d in derogations.lister(session, identifier) for s in d.citees}
            sources = store.get_sources(session, sorted(wanted))
            imports = lots.provenances(session, identifier)
            changes = recodages.de(session, identifier)
            brought = journal.sources_apportees(session, identifier)
        placed = [(i, self.territoires.get(i.niveau, i.code)) for i in implantations]
        waiting = [change for change in changes if change.code is None]
        given = {change.implantation: change for change in reversed(changes) if change.code}
        return Record(experiment, placed, evaluations, sources, imports, waiting, given, brought)

    def implantations(self, ids: Sequence[str]) -> dict[str, Implantation]:
        """Return whole implantations by id."""
        parts = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
        with told_errors(), self.sessions() as session:
            found = [store.list_implantations(session, ids=part) for part in parts]
        return {i.id: i for part in found for i in part}

    def evaluations(self, filters: Filters) -> list[Evaluation]:
        """Return the evaluations of the experiments that match, by experiment.

        Those of another strength or effect than asked for are left out.
        """
        snapshot = self.snapshot()
        mask = select(snapshot.columns, self.check(filters))
        kept = {snapshot.experiments[i].id for i in np.unique(snapshot.columns.experiment[mask])}
        with told_errors(), self.sessions() as session:
            every = store.list_evaluations(session)
        return [
            e
            for e in every
            if e.experimentation in kept
            and (not filters.preuve or str(e.echelle_preuve.value) in filters.preuve)
            and (not filters.effet or e.effet in filters.effet)
        ]

    def cited_sources(self) -> Sequence[Cited]:
        """Return every source with the experiments that cite it."""
        return references.read(self.sessions, self.snapshot().meta[CATALOGUE])

    def sources(self, ids: Sequence[str]) -> dict[str, Source]:
        """Return sources by id."""
        wanted = sorted(set(ids))
        parts = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
        with told_errors(), self.sessions() as session:
            found = [store.get_sources(session, part) for part in parts]
        return {i: source for part in found for i, source in part.items()}

    def _not_found(self, identifier: str) -> ExperimentNotFoundError:
        experiments = self.snapshot().experiments
        wanted = fold(identifier.replace("_", " ")[:60])
        keys = [f"{fold(x.id.replace('_', ' '))} {fold(x.titre)}" for x in experiments]
        close = process.extract(wanted, keys, scorer=fuzz.token_set_ratio, limit=CLOSE)
        found = [experiments[position] for _, _, position in close]
        return ExperimentNotFoundError(
            "Aucune expérimentation ne porte cet identifiant.",
            [Suggestion(x.titre, f"/experimentations/{x.id}") for x in found],
        )


def _contradictions(found: Mapping[Niveau, Territoire]) -> list[ParameterProblem]:
    problems = []
    region, departement = found.get(Niveau.REGION), found.get(Niveau.DEPARTEMENT)
    epci = found.get(Niveau.EPCI)
    if region and departement and departement.code_region != region.code:
        problems.append(ParameterProblem("departement", _apart(departement, dans(region))))
    if region and epci and epci.code_region != region.code:
        problems.append(ParameterProblem("epci", _apart(epci, dans(region))))
    if departement and epci and epci.code_departement != departement.code:
        told = f"rattachée {lieu(departement).a}"
        problems.append(ParameterProblem("epci", _apart(epci, told)))
    return problems


def _apart(here: Territoire, where: str) -> str:
    place = lieu(here)
    return (
        f"{place.sujet} {place.verb('n’est', 'ne sont')} pas {where}\u00a0: retirez l’un des deux."
    )
