"""Use case: distinct experiments by territory of a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.selection import select
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.selection import Columns
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.snapshot import Snapshot

BELOW = {
    Niveau.REGION: "region",
    Niveau.DEPARTEMENT: "departement",
    Niveau.EPCI: "epci",
}


@dataclass(frozen=True, slots=True)
class Holders:
    """Territories of a level that hold places: ``codes`` in order, and for each place (p) its rank.

    Places that no territory of the level holds have the rank -1.
    """

    codes: NDArray[np.str_]
    ranks: NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct experiments by code of territory, at this level or below.

    ``au_dessus`` counts the distinct experiments held only by larger territories, or by
    territories that no territory of this level holds: they are told, never drawn.
    """

    niveau: Niveau
    experimentations: Mapping[str, int]
    implantations: int
    au_dessus: int


def find_holders(columns: Columns, places: Sequence[Territoire]) -> dict[Niveau, Holders]:
    """Return, by level, which territory holds each place: comparing numbers is soon done."""
    communes = [t.code if t.niveau is Niveau.COMMUNE else "" for t in places]
    held = {niveau: getattr(columns, name) for niveau, name in BELOW.items()}
    held[Niveau.COMMUNE] = np.array(communes, dtype=np.str_)
    found = {}
    for niveau, of_places in held.items():
        codes, ranks = np.unique(of_places, return_inverse=True)
        nowhere = int(np.count_nonzero(codes == ""))
        found[niveau] = Holders(codes[nowhere:], ranks - nowhere)
    return found


def count_by_territory(snapshot: Snapshot, filters: Filters, niveau: Niveau) -> Counts:
    """Count the experiments that match by territory of ``niveau``."""
    columns, holders = snapshot.columns, snapshot.holders[niveau]
    size = len(snapshot.experiments)
    mask = select(columns, filters)
    experiment = columns.experiment[mask]
    rank = holders.ranks[columns.place[mask]]
    held = rank >= 0
    pairs = np.unique(rank[held].astype(np.int64) * size + experiment[held])
    counts = np.bincount(pairs // max(size, 1), minlength=len(holders.codes))
    found = np.flatnonzero(counts)
    drawn = np.bincount(experiment[held], minlength=size) > 0
    others = np.bincount(experiment[~held], minlength=size) > 0
    return Counts(
        niveau,
        dict(zip(holders.codes[found].tolist(), counts[found].tolist(), strict=True)),
        int(held.sum()),
        int((others & ~drawn).sum()),
    )
