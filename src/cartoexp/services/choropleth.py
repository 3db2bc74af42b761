"""Use case: distinct experiments by territory of a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.selection import select
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.filters import Filters
    from cartoexp.services.snapshot import Snapshot

BELOW = {
    Niveau.REGION: "region",
    Niveau.DEPARTEMENT: "departement",
    Niveau.EPCI: "epci",
}


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


def count_by_territory(snapshot: Snapshot, filters: Filters, niveau: Niveau) -> Counts:
    """Count the experiments that match by territory of ``niveau``."""
    columns = snapshot.columns
    mask = select(columns, filters)
    if niveau is Niveau.COMMUNE:
        codes = np.array([t.code if t.niveau is niveau else "" for t in snapshot.places])
    else:
        codes = getattr(columns, BELOW[niveau])
    place = codes[columns.place[mask]]
    held = place != ""
    experiment = columns.experiment[mask]
    pairs = np.unique(np.rec.fromarrays([place[held], experiment[held]]))
    names, counts = np.unique(pairs["f0"], return_counts=True)
    drawn = np.unique(experiment[held])
    return Counts(
        niveau,
        dict(zip(names.tolist(), counts.tolist(), strict=True)),
        int(held.sum()),
        len(np.setdiff1d(experiment[~held], drawn)),
    )
