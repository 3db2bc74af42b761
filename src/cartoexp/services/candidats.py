"""A candidate told: rank, flag, what speaks for and against it, what to adapt, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import essaimage
from cartoexp.domain.comparables import cross_distances
from cartoexp.domain.essaimage import Drapeau, flag
from cartoexp.domain.proximite import nearest_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.comparables import Rows
    from cartoexp.domain.conditions import Condition
    from cartoexp.domain.ponderation import Poids
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.profils import Niveaux
    from cartoexp.services.terrains import Semblables, Terrain

REACH = 1_500
"""Best candidates that are told which implantation is most like them."""
BLOCK = 2_000_000
"""Pairs compared at once."""


@dataclass(frozen=True, slots=True)
class Candidat:
    """A territory where an experiment could go.

    ``percentile``: share (0 to 1) of the other territories of the level that rank lower; never a
    probability. ``contributions``: what each theme adds to ``score``, weights included, rounded.
    With fewer than three implantations ``score`` is −d² to the nearest one. ``intervalle``: ends of
    the rank in nine drawings of ten of the implantations. ``pour``, ``contre``, ``adapter``: in
    words. ``semblable`` and ``voisine``: the implantations nearest in profile and on the map.
    ``conditions``: those of the record that can be checked, met or not, ``None`` when unknown.
    """

    territoire: Territoire
    rang: int
    percentile: float
    drapeau: Drapeau
    score: float
    contributions: Mapping[str, float]
    intervalle: tuple[int, int] | None = None
    pour: tuple[str, ...] = ()
    contre: tuple[str, ...] = ()
    adapter: tuple[str, ...] = ()
    semblable: Territoire | None = None
    voisine: Territoire | None = None
    voisine_km: float | None = None
    conditions: tuple[tuple[Condition, bool | None], ...] = ()

    @property
    def raisons(self) -> tuple[str, ...]:
        """What speaks for it, then against it."""
        return (*self.pour, *self.contre)


@dataclass(frozen=True, slots=True)
class Mots:
    """What is said of a candidate."""

    pour: tuple[str, ...] = ()
    contre: tuple[str, ...] = ()
    adapter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lieux:
    """The implantations to look at from a candidate."""

    semblable: Territoire | None = None
    voisine: Territoire | None = None
    voisine_km: float | None = None


def lieux(terrain: Terrain | Semblables, rows: Rows, poids: Poids | None = None) -> list[Lieux]:
    """Return the implantations nearest to some rows, itself aside.

    In profile, by our weights unless given, for the first :data:`REACH` rows; and on the map.
    """
    level, ours = terrain.level, terrain.implantations
    poids = poids or terrain.comparables.weights(level.niveau)
    similar = _similar(level, rows[:REACH], ours, poids)
    near, km = nearest_places(level.centres, rows, ours)
    known = level.territoires
    return [
        Lieux(
            known[similar[i]] if i < len(similar) and similar[i] >= 0 else None,
            known[place] if place >= 0 else None,
            distance if place >= 0 else None,
        )
        for i, (place, distance) in enumerate(zip(near.tolist(), km.tolist(), strict=True))
    ]


def _similar(level: Niveaux, rows: Rows, implantations: Rows, poids: Poids) -> list[int]:
    """Return for each row the implantation whose profile is nearest, -1 without any other."""
    found: list[int] = []
    step = max(1, BLOCK // len(implantations))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        squares = cross_distances(level.profils, some, implantations, poids)
        squares[some[:, None] == implantations] = np.inf
        best = np.argmin(squares, axis=1)
        known = np.isfinite(squares[np.arange(len(some)), best])
        found += np.where(known, implantations[best], -1).tolist()
    return found


def write(
    terrain: Terrain | Semblables,
    rows: Rows,
    start: int,
    *,
    parts: Sequence[Mapping[str, float]],
    intervals: Sequence[Sequence[int]],
    words: Sequence[Mots],
    places: Sequence[Lieux],
) -> list[Candidat]:
    """Return the candidates of some rows, in order; ``start`` others come before them."""
    known = terrain.level.territoires
    shares = essaimage.percentiles(terrain.score, terrain.implantations, rows).tolist()
    scores = terrain.score[rows].tolist()
    return [
        Candidat(
            known[row],
            start + i + 1,
            shares[i],
            flag(shares[i]),
            scores[i],
            parts[i],
            (intervals[i][0], intervals[i][1]) if i < len(intervals) else None,
            words[i].pour,
            words[i].contre,
            words[i].adapter,
            places[i].semblable,
            places[i].voisine,
            places[i].voisine_km,
        )
        for i, row in enumerate(rows.tolist())
    ]
