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


def facets(snapshot: Snapshot, filters: Filters) -> Mapping[str, list[Choice]]:
    """Return, by name of filter, its choices with their counts of distinct experiments."""
    columns = snapshot.columns
    masks: dict[Filters, Mask] = {}
    found = {}
    for name, values in _VALUES.items():
        others = filters.without(name)
        if others not in masks:
            masks[others] = select(columns, others)
        now = _COUNTS[name](columns, masks[others], filters)
        total, implantations = snapshot.totals[name]
        chosen = getattr(filters, name)
        found[name] = [
            Choice(value, label, int(n), int(ever), int(placed), value in chosen)
            for (value, label), n, ever, placed in zip(
                values, now, total, implantations, strict=True
            )
        ]
    return found


def totals(columns: Columns) -> dict[str, tuple[Counts, Counts]]:
    """Return, by name of filter, the experiments and the implantations of each choice."""
    every = np.ones(len(columns), dtype=bool)
    sizes = np.bincount(columns.experiment, minlength=len(columns.themes))
    whole: dict[str, tuple[Counts, Counts]] = {}
    for name, count in _COUNTS.items():
        if name == "statut":
            placed = np.bincount(columns.statut, minlength=len(Statut))
        else:
            placed = sizes @ _MEMBERS[name](columns, Filters())
        whole[name] = (count(columns, every, Filters()), placed)
    return whole


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


def _preuve(columns: Columns, filters: Filters) -> Mask:
    """Strength and effect must be met by one and the same evaluation."""
    wanted = [position(Effet, e) for e in filters.effet or Effet]
    return _evaluated(columns, np.isin(columns.effet, wanted), columns.preuve, len(PREUVES))


def _effet(columns: Columns, filters: Filters) -> Mask:
    wanted = [int(p) for p in filters.preuve or PREUVES]
    return _evaluated(columns, np.isin(columns.preuve, wanted), columns.effet, len(Effet))


# Which choices (columns) each experiment (rows) has, for what belongs to the experiment.
_MEMBERS: dict[str, Callable[[Columns, Filters], Mask]] = {
    "theme": lambda c, _: c.themes[:, None] >> np.arange(len(Theme)) & 1 == 1,
    "base": lambda c, _: c.base[:, None] == np.arange(len(BaseLegale)),
    "dimension": lambda c, _: c.dimension[:, None] == np.arange(len(Dimension)),
    "preuve": _preuve,
    "effet": _effet,
}


def _of_experiments(name: str) -> Callable[[Columns, Mask, Filters], Counts]:
    def count(columns: Columns, mask: Mask, filters: Filters) -> Counts:
        present = np.bincount(columns.experiment[mask], minlength=len(columns.themes)) > 0
        counts: Counts = _MEMBERS[name](columns, filters)[present].sum(axis=0)
        return counts

    return count


def _of_statuts(columns: Columns, mask: Mask, _: Filters) -> Counts:
    """A status belongs to the implantation: an experiment may have several."""
    pairs = columns.experiment[mask] * len(Statut) + columns.statut[mask]
    tally = np.bincount(pairs, minlength=len(columns.themes) * len(Statut))
    counts: Counts = (tally.reshape(-1, len(Statut)) > 0).sum(axis=0)
    return counts


_COUNTS: dict[str, Callable[[Columns, Mask, Filters], Counts]] = {
    name: _of_statuts if name == "statut" else _of_experiments(name) for name in _VALUES
}
