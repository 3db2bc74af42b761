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

    from cartoexp.services.snapshot import Snapshot


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
    found = {}
    for name, values in _VALUES.items():
        mask = select(columns, filters.without(name))
        chosen = getattr(filters, name)
        choices = []
        for rank, (value, label) in enumerate(values):
            now = _HAS[name](columns, rank, filters)
            ever = _HAS[name](columns, rank, NONE)
            choices.append(
                Choice(
                    value,
                    label,
                    _distinct(columns, mask & now),
                    _distinct(columns, ever),
                    int(ever.sum()),
                    value in chosen,
                )
            )
        found[name] = choices
    return found


NONE = Filters()
_VALUES: dict[str, list[tuple[str, str]]] = {
    "theme": [(t.value, t.label) for t in Theme],
    "statut": [(s.value, s.label) for s in Statut],
    "base": [(b.value, b.label) for b in BaseLegale],
    "dimension": [(d.value, d.label) for d in Dimension],
    "preuve": [(p, p) for p in PREUVES],
    "effet": [(e.value, e.label) for e in Effet],
}


def _evaluated(columns: Columns, hit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    met = np.zeros(len(columns.themes), dtype=bool)
    met[columns.evaluated[hit]] = True
    return met[columns.experiment]


def _preuve(columns: Columns, rank: int, filters: Filters) -> NDArray[np.bool_]:
    """Strength and effect must be met by one and the same evaluation."""
    hit = columns.preuve == rank
    if filters.effet:
        hit &= np.isin(columns.effet, [position(Effet, e) for e in filters.effet])
    return _evaluated(columns, hit)


def _effet(columns: Columns, rank: int, filters: Filters) -> NDArray[np.bool_]:
    hit = columns.effet == rank
    if filters.preuve:
        hit &= np.isin(columns.preuve, [int(p) for p in filters.preuve])
    return _evaluated(columns, hit)


_HAS: dict[str, Callable[[Columns, int, Filters], NDArray[np.bool_]]] = {
    "theme": lambda c, rank, _: (c.themes & (1 << rank) != 0)[c.experiment],
    "statut": lambda c, rank, _: c.statut == rank,
    "base": lambda c, rank, _: (c.base == rank)[c.experiment],
    "dimension": lambda c, rank, _: (c.dimension == rank)[c.experiment],
    "preuve": _preuve,
    "effet": _effet,
}


def _distinct(columns: Columns, mask: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(np.bincount(columns.experiment[mask])))
