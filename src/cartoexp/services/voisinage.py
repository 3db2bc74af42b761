"""Use case: the experiments around a territory: here, inside, above, beside.

Each implantation is counted once, under the first relation that links its territory to this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.domain.voisinage import Relation, relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.experiments import Experiment, Implantation
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.store.experiments import ImplantationKey

LIMIT = 60
"""Most experiments listed under one relation; the counts are never cut."""

_RELATIONS = tuple(Relation)
_TOLD_IN_FULL = (Relation.ICI, Relation.AU_DESSUS)
_FAR = float("inf")


@dataclass(frozen=True, slots=True)
class Lieu:
    """One implantation: its territory, how far it is, and the whole record when it was asked for.

    ``distance_km`` is ``None`` where one territory holds the other or a centre is unknown.
    """

    key: ImplantationKey
    territoire: Territoire
    distance_km: float | None = None
    implantation: Implantation | None = None


@dataclass(frozen=True, slots=True)
class Entree:
    """An experiment and where it takes place under one relation, the nearest first."""

    experiment: Experiment
    lieux: Sequence[Lieu]


@dataclass(frozen=True, slots=True)
class Groupe:
    """Experiments under one relation: two counts, and the first :data:`LIMIT` experiments."""

    relation: Relation
    experimentations: int = 0
    implantations: int = 0
    entrees: Sequence[Entree] = ()


@dataclass(frozen=True, slots=True)
class Voisinage:
    """Everything recorded around a territory; every relation has a group, maybe an empty one."""

    territoire: Territoire
    groupes: Mapping[Relation, Groupe]

    def __getitem__(self, kind: Relation) -> Groupe:
        """Return the group of a relation."""
        return self.groupes[kind]

    def __bool__(self) -> bool:
        """Whether anything at all is recorded around."""
        return any(g.implantations for g in self.groupes.values())


def around(
    experiments: ExperimentService, here: Territoire, snapshot: Snapshot | None = None
) -> Voisinage:
    """Return the experiments around a territory, in the catalogue given or else the current one.

    The records of what happens here and above are whole: a note may say that the territory only
    houses an experiment of the State.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
        DatabaseNotReadyError: when nothing is loaded.
    """
    snapshot = snapshot or experiments.snapshot()
    over = spread(experiments.territoires, here)
    kinds = np.full(len(snapshot.places), -1, dtype=np.int8)
    distances: dict[int, float | None] = {}
    for number in snapshot.abords.sift(here, {code for _, code in over}):
        kind, distances[number] = relation(here, snapshot.places[number], over)
        if kind:
            kinds[number] = _RELATIONS.index(kind)
    of_rows = kinds[snapshot.columns.place]
    groups = {
        kind: _group(snapshot, kind, np.flatnonzero(of_rows == i), distances)
        for i, kind in enumerate(_RELATIONS)
    }
    wanted = [
        lieu.key.id for kind in _TOLD_IN_FULL for e in groups[kind].entrees for lieu in e.lieux
    ]
    whole = experiments.implantations(wanted) if wanted else {}
    told = {kind: _with_records(groups[kind], whole) for kind in _TOLD_IN_FULL}
    return Voisinage(here, {**groups, **told})


def spread(territoires: TerritoireService, here: Territoire) -> set[tuple[Niveau, str]]:
    """Return the départements and régions that hold a commune of an EPCI or of an EPT."""
    if here.niveau not in {Niveau.EPCI, Niveau.EPT}:
        return set()
    communes = territoires.members(here, Niveau.COMMUNE)
    found = {(Niveau.DEPARTEMENT, t.code_departement) for t in communes}
    found |= {(Niveau.REGION, t.code_region) for t in communes}
    return {(niveau, code) for niveau, code in found if code}


def _group(
    snapshot: Snapshot,
    kind: Relation,
    rows: NDArray[np.integer],
    distances: Mapping[int, float | None],
) -> Groupe:
    columns = snapshot.columns
    found: dict[int, list[Lieu]] = {}
    for row in rows.tolist():
        place = int(columns.place[row])
        lieu = Lieu(snapshot.keys[row], snapshot.places[place], distances[place])
        found.setdefault(int(columns.experiment[row]), []).append(lieu)
    entries = [
        Entree(snapshot.experiments[position], sorted(lieux, key=_nearest))
        for position, lieux in found.items()
    ]
    entries.sort(key=_ORDER[kind])
    return Groupe(kind, len(entries), len(rows), entries[:LIMIT])


def _with_records(group: Groupe, whole: Mapping[str, Implantation]) -> Groupe:
    entries = [
        Entree(
            entry.experiment,
            [
                Lieu(lieu.key, lieu.territoire, lieu.distance_km, whole.get(lieu.key.id))
                for lieu in entry.lieux
            ],
        )
        for entry in group.entrees
    ]
    return Groupe(group.relation, group.experimentations, group.implantations, entries)


def _nearest(lieu: Lieu) -> tuple[float, str, str]:
    distance = _FAR if lieu.distance_km is None else lieu.distance_km
    return distance, fold(lieu.territoire.nom), lieu.key.id


def _by_title(entry: Entree) -> tuple[str, str]:
    return fold(entry.experiment.titre), entry.experiment.id


def _by_spread(entry: Entree) -> tuple[int, tuple[str, str]]:
    return -len(entry.lieux), _by_title(entry)


def _by_size(entry: Entree) -> tuple[int, tuple[str, str]]:
    """The smallest of the larger territories first: it is the nearest decision."""
    return min(lieu.territoire.nb_communes for lieu in entry.lieux), _by_title(entry)


def _by_distance(entry: Entree) -> tuple[tuple[float, str, str], tuple[str, str]]:
    return _nearest(entry.lieux[0]), _by_title(entry)


_ORDER = {
    Relation.ICI: _by_title,
    Relation.INTERIEUR: _by_spread,
    Relation.MEME_EPCI: _by_distance,
    Relation.AU_DESSUS: _by_size,
    Relation.PROCHE: _by_distance,
}
