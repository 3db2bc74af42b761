"""Use case: what is experimented at the very level of some territories, each experiment once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.experiments import Experiment
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.store.experiments import ImplantationKey

    Cle = tuple[Niveau, str]


@dataclass(frozen=True, slots=True)
class Experience:
    """An experiment at a territory; ``key`` is its implantation whose attestation is the latest."""

    experiment: Experiment
    key: ImplantationKey


def at(snapshot: Snapshot, territoires: Iterable[Territoire]) -> Mapping[Cle, Sequence[Experience]]:
    """Return the experiments of each territory, the latest attestation first, undated ones last.

    A territory without any is left out.
    """
    wanted = {t.cle for t in territoires}
    places = [i for i, place in enumerate(snapshot.places) if place.cle in wanted]
    columns = snapshot.columns
    found: dict[Cle, dict[int, ImplantationKey]] = defaultdict(dict)
    for row in np.flatnonzero(np.isin(columns.place, places)).tolist():
        key = snapshot.keys[row]
        kept = found[snapshot.places[columns.place[row]].cle]
        experiment = int(columns.experiment[row])
        if experiment not in kept or _date(kept[experiment]) < _date(key):
            kept[experiment] = key
    return {
        cle: sorted((Experience(snapshot.experiments[i], k) for i, k in kept.items()), key=_order)
        for cle, kept in found.items()
    }


def _date(key: ImplantationKey) -> str:
    return str(key.statut_date or "")


def _order(experience: Experience) -> tuple[tuple[int, ...], str, str]:
    digits = tuple(-ord(c) for c in _date(experience.key)) or (0,)
    return digits, fold(experience.experiment.titre), experience.experiment.id
