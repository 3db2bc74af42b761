"""Use case: what is new and what changed in the catalogue, with the dates of its publications.

The catalogue itself keeps no date of the changes of a record. Each load compares the records with
those of the load before: the date of a change is that of the publication that brought it
(``created`` of ``datapackage.json``), or the moment of the load when that date was not moved.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.selection import select
from cartoexp.store import derogations, records
from cartoexp.store import experiments as queries
from cartoexp.store import suivi as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
    from cartoexp.domain.filters import Filters
    from cartoexp.services.experiments import ExperimentService

    Kept = Experiment | Implantation | Evaluation | Source | Derogation


BATCH = 10_000
"""Ids asked for at once: databases bound the values of one query."""
EPOCH = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """An experiment, when it appeared here and when it last changed (UTC)."""

    experiment: Experiment
    ajoutee: datetime
    modifiee: datetime

    @property
    def neuve(self) -> bool:
        """Whether it has not changed since it appeared."""
        return self.ajoutee == self.modifiee


@dataclass(frozen=True, slots=True)
class Nouvelles:
    """Experiments, the last changed first, and when anything in the catalogue last changed."""

    liste: Sequence[Nouvelle]
    derniere: datetime


def news(service: ExperimentService, filters: Filters) -> Nouvelles:
    """Return the experiments that match, the last changed first, ties by id.

    Raises:
        InvalidParametersError: for a territory that does not exist.
        DatabaseUnavailableError: when the database does not answer.
    """
    snapshot = service.snapshot()
    mask = select(snapshot.columns, service.check(filters))
    found = np.unique(snapshot.columns.experiment[mask]).tolist()
    with told_errors(), service.sessions() as session:
        known = store.read(session)
    dated = [
        Nouvelle(x, datetime.fromisoformat(s.ajoutee), datetime.fromisoformat(s.modifiee))
        for x in (snapshot.experiments[i] for i in found)
        if (s := known.get(x.id))
    ]
    dated.sort(key=lambda n: (-n.modifiee.timestamp(), n.experiment.id))
    last = max((s.modifiee for s in known.values()), default=EPOCH)
    return Nouvelles(dated, datetime.fromisoformat(last))


def follow(session: Session, catalogue: Catalogue, published: datetime | None) -> None:
    """Note which experiments are new and which changed since the last load."""
    known = store.read(session)
    store.write(session, _dated(known, fingerprints(catalogue), published))


def follow_some(session: Session, experimentations: Iterable[str]) -> None:
    """Note what an import has made of some experiments, one of them held at a time."""
    known = store.read(session)
    digests: dict[str, str] = {}
    for identifier in experimentations:
        catalogue = _of_experiment(session, identifier)
        digests |= fingerprints(catalogue) if catalogue else {identifier: ""}
    found = {s.experimentation: s for s in _dated(known, digests, None)}
    store.write(session, [s for s in (known | found).values() if s.empreinte])


def _of_experiment(session: Session, identifier: str) -> Catalogue | None:
    """Return what a load would know of an experiment, in the order that it gives."""
    x = queries.get_experiment(session, identifier)
    if x is None:
        return None
    implantations = queries.list_implantations(session, experimentation=identifier)
    evaluations = queries.list_evaluations(session, identifier)
    by_id: Any = attrgetter("id")
    part = Catalogue(
        (x,),
        tuple(sorted(implantations, key=by_id)),
        tuple(sorted(evaluations, key=by_id)),
        (),
        tuple(derogations.lister(session, identifier)),
    )
    return replace(part, sources=tuple(_sources(session, sorted(part.citees))))


def _sources(session: Session, ids: Sequence[str]) -> Iterator[Source]:
    for start in range(0, len(ids), BATCH):
        yield from queries.get_sources(session, ids[start : start + BATCH]).values()


def _dated(
    known: Mapping[str, store.Suivi], digests: Mapping[str, str], published: datetime | None
) -> list[store.Suivi]:
    last = max((s.modifiee for s in known.values()), default="")
    moment = _moment(published, last, datetime.now(tz=UTC))
    rows = []
    for identifier, digest in digests.items():
        before = known.get(identifier)
        if before is None:
            rows.append(store.Suivi(identifier, digest, moment, moment))
        elif before.empreinte != digest:
            rows.append(store.Suivi(identifier, digest, before.ajoutee, moment))
        else:
            rows.append(before)
    return rows


def _moment(published: datetime | None, last: str, now: datetime) -> str:
    """Return the date of what a load brings: later than all that is known, never in the future."""
    told = min(published or now, now).isoformat(timespec="seconds")
    return told if told > last else now.isoformat(timespec="seconds")


def fingerprints(catalogue: Catalogue) -> Mapping[str, str]:
    """Return a hash of all that is told of each experiment, by id."""
    parts: dict[str, list[str]] = defaultdict(list)
    sources = {s.id: _told(s) for s in catalogue.sources}

    def add(identifier: str, record: Kept, cited: Sequence[str]) -> None:
        parts[identifier] += [_told(record), *(sources[s] for s in cited)]

    for x in catalogue.experiments:
        add(x.id, x, x.sources)
    for i in catalogue.implantations:
        add(i.experimentation, i, (i.source,))
    for e in catalogue.evaluations:
        add(e.experimentation, e, (e.source,))
    for d in catalogue.derogations:
        add(d.experimentation, d, d.citees)
    return {name: sha256("\n".join(told).encode()).hexdigest() for name, told in parts.items()}


def _told(record: Kept) -> str:
    """Return what is known of a record: a column that comes later and is empty changes nothing."""
    known = {k: v for k, v in records.to_row(record).items() if v is not None}
    return json.dumps(known, ensure_ascii=False, sort_keys=True)
