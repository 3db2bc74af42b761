"""Use case: how many experiments begin in each year, the other filters kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.filters import Filters
from cartoexp.domain.selection import UNKNOWN_YEAR, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.selection import Mask
    from cartoexp.services.snapshot import Snapshot

GROUPED = 2005
"""The years up to this one are told together: few experiments are that old."""


@dataclass(frozen=True, slots=True)
class Debut:
    """Experiments with an implantation that begins in a year: now, and in the whole catalogue.

    ``annee`` is the last year of the group, ``groupe`` tells whether it holds the earlier ones.
    """

    annee: int
    groupe: bool
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Debuts:
    """Years in order, without a gap; those whose first year is unknown apart."""

    annees: Sequence[Debut]
    sans_date: int
    sans_date_total: int


def count_starts(snapshot: Snapshot, filters: Filters) -> Debuts:
    """Count the distinct experiments by year in which an implantation begins."""
    debut = snapshot.columns.debut
    known = debut[debut != UNKNOWN_YEAR]
    last = max(int(known.max(initial=GROUPED)), GROUPED)
    now = _by_year(snapshot, select(snapshot.columns, filters.without("annee")), last)
    ever = _by_year(snapshot, select(snapshot.columns, Filters()), last)
    years = range(GROUPED, last + 1)
    pairs = zip(years, now[1:], ever[1:], strict=True)
    found = [Debut(year, year == GROUPED, n, total) for year, n, total in pairs]
    return Debuts(found, now[0], ever[0])


def _by_year(snapshot: Snapshot, mask: Mask, last: int) -> list[int]:
    """Return the distinct experiments without a year, then of each group of years."""
    columns, width = snapshot.columns, last - GROUPED + 2
    debut = columns.debut[mask].astype(np.int64)
    column = np.where(debut == UNKNOWN_YEAR, 0, np.maximum(debut, GROUPED) - GROUPED + 1)
    pairs = columns.experiment[mask] * width + column
    size = len(snapshot.experiments) * width
    held = np.bincount(pairs, minlength=size).reshape(-1, width) > 0
    counts: list[int] = held.sum(axis=0).tolist()
    return counts
