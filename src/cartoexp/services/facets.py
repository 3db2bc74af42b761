"""Use case: how many experiments each choice of each filter would give, the others kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.filters import PREUVES, Filters
from cartoexp.domain.selection import Columns, position, select
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from cartoexp.domain.selection import Ints, Mask
    from cartoexp.services.snapshot import Snapshot

    Counts = NDArray[np.integer]
    Tally = NDArray[np.integer]
    Members = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: experiments with it now, and in the whole catalogue.

    ``implantations`` counts those of the whole catalogue.
    """

    value: str
    label: str
    count: int
    total: int
    implantations: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One filter over the whole catalogue: experiments and implantations of each of k choices.

    ``members`` (m x k, 0 or 1) tells which experiments have which choices; float32, so that a
    count is one product of matrices. ``None`` for the status, which belongs to implantations.
    """

    totals: Counts
    implantations: Counts
    members: Members | None


def facets(snapshot: Snapshot, filters: Filters) -> Mapping[str, list[Choice]]:
    """Return, by name of filter, its choices with their counts of distinct experiments."""
    columns = snapshot.columns
    tallies: dict[Filters, Tally] = {}
    found = {}
    for name, values in _VALUES.items():
        others = filters.without(name)
        if others not in tallies:
            tallies[others] = _tally(columns, select(columns, others))
        whole = snapshot.facets[name]
        members = _JOINT[name](columns, filters) if _joint(name, filters) else whole.members
        now = _count(tallies[others], members)
        chosen = getattr(filters, name)
        found[name] = [
            Choice(value, label, int(n), int(ever), int(placed), value in chosen)
            for (value, label), n, ever, placed in zip(
                values, now, whole.totals, whole.implantations, strict=True
            )
        ]
    return found


def count_whole(columns: Columns) -> dict[str, Whole]:
    """Return what the whole catalogue has of each filter, by name."""
    tally = _tally(columns, np.ones(len(columns), dtype=bool))
    whole = {}
    for name in _VALUES:
        members = None if name == "statut" else _MEMBERS[name](columns).astype(np.float32)
        placed = tally.sum(axis=0 if members is None else 1)
        whole[name] = Whole(
            _count(tally, members), placed if members is None else placed @ members, members
        )
    return whole


def _tally(columns: Columns, mask: Mask) -> Tally:
    """Return the implantations of a mask by experiment and status (m x statuses)."""
    pairs = columns.experiment[mask] * len(Statut) + columns.statut[mask]
    size = len(columns.themes) * len(Statut)
    return np.bincount(pairs, minlength=size).reshape(-1, len(Statut))


def _count(tally: Tally, members: Members | None) -> Counts:
    """Return the distinct experiments of each choice."""
    held = tally > 0
    if members is None:
        of_statuts: Counts = held.sum(axis=0)
        return of_statuts
    present = held.any(axis=1).astype(np.float32)
    return np.asarray(present @ members, dtype=np.int64)


_VALUES: dict[str, list[tuple[str, str]]] = {
    "theme": [(t.value, t.label) for t in Theme],
    "statut": [(s.value, s.label) for s in Statut],
    "base": [(b.value, b.label) for b in BaseLegale],
    "dimension": [(d.value, d.label) for d in Dimension],
    "preuve": [(p, p) for p in PREUVES],
    "effet": [(e.value, e.label) for e in Effet],
}


def _evaluated(columns: Columns, hit: Mask, ranks: Ints, size: int) -> Mask:
    """Return which experiments (m) have an evaluation of each rank (size)."""
    members = np.zeros((len(columns.themes), size), dtype=bool)
    members[columns.evaluated[hit], ranks[hit]] = True
    return members


def _every(columns: Columns) -> Mask:
    return np.ones(len(columns.evaluated), dtype=bool)


# Which choices (columns) each experiment (rows) has, for what belongs to the experiment.
_MEMBERS: dict[str, Callable[[Columns], Mask]] = {
    "theme": lambda c: c.themes[:, None] >> np.arange(len(Theme)) & 1 == 1,
    "base": lambda c: c.base[:, None] == np.arange(len(BaseLegale)),
    "dimension": lambda c: c.dimension[:, None] == np.arange(len(Dimension)),
    "preuve": lambda c: _evaluated(c, _every(c), c.preuve, len(PREUVES)),
    "effet": lambda c: _evaluated(c, _every(c), c.effet, len(Effet)),
}


def _joint(name: str, filters: Filters) -> bool:
    """Tell whether a count depends on the other of the pair strength and effect."""
    return bool((name == "preuve" and filters.effet) or (name == "effet" and filters.preuve))


def _preuve(columns: Columns, filters: Filters) -> Members:
    """Strength and effect must be met by one and the same evaluation."""
    hit = np.isin(columns.effet, [position(Effet, e) for e in filters.effet])
    return _evaluated(columns, hit, columns.preuve, len(PREUVES)).astype(np.float32)


def _effet(columns: Columns, filters: Filters) -> Members:
    hit = np.isin(columns.preuve, [int(p) for p in filters.preuve])
    return _evaluated(columns, hit, columns.effet, len(Effet)).astype(np.float32)


_JOINT = {"preuve": _preuve, "effet": _effet}
