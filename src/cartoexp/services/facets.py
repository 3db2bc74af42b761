"""Use case: how many experiments each choice of each filter would give, the others kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.filters import PREUVES, Filters
from cartoexp.domain.selection import Columns, select
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
    every = np.ones(len(columns), dtype=bool)
    found = {}
    for name, values in _VALUES.items():
        mask = select(columns, filters.without(name))
        chosen = getattr(filters, name)
        found[name] = [
            Choice(
                value,
                label,
                _distinct(columns, mask, _HAS[name], rank),
                _distinct(columns, every, _HAS[name], rank),
                int(_HAS[name](columns, rank).sum()),
                value in chosen,
            )
            for rank, (value, label) in enumerate(values)
        ]
    return found


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


_HAS: dict[str, Callable[[Columns, int], NDArray[np.bool_]]] = {
    "theme": lambda c, rank: (c.themes & (1 << rank) != 0)[c.experiment],
    "statut": lambda c, rank: c.statut == rank,
    "base": lambda c, rank: (c.base == rank)[c.experiment],
    "dimension": lambda c, rank: (c.dimension == rank)[c.experiment],
    "preuve": lambda c, rank: _evaluated(c, c.preuve == rank),
    "effet": lambda c, rank: _evaluated(c, c.effet == rank),
}


def _distinct(
    columns: Columns,
    mask: NDArray[np.bool_],
    has: Callable[[Columns, int], NDArray[np.bool_]],
    rank: int,
) -> int:
    hit = mask & has(columns, rank)
    return int(np.count_nonzero(np.bincount(columns.experiment[hit])))
