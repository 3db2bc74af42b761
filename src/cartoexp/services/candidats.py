"""A candidate told: rank, flag, what speaks for and against it, what to adapt, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import essaimage
from cartoexp.domain.comparables import pair_distances
from cartoexp.domain.essaimage import Drapeau, flag
from cartoexp.domain.raisons import ALIKE, APART, word
from cartoexp.domain.voisinage import distance_km

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.essaimage import Modele
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import ComparableService
    from cartoexp.services.profils import Niveaux

REASONS = 3
TINY = 0.02
"""A contribution smaller than this is no reason."""


@dataclass(frozen=True, slots=True)
class Candidat:
    """A territory where an experiment could go.

    ``percentile``: share (0 to 1) of the other territories of the level that rank lower; never a
    probability. ``contributions``: what each theme adds to ``score``, weights included; with fewer
    than three implantations, its share of the distance instead. ``intervalle``: ends of the rank in
    nine drawings of ten of the implantations. ``pour``, ``contre``, ``adapter``: in words.
    ``semblable`` and ``voisine``: the implantations nearest in profile and on the map.
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

    @property
    def raisons(self) -> tuple[str, ...]:
        """What speaks for it, then against it."""
        return (*self.pour, *self.contre)


@dataclass(frozen=True)
class Terrain:
    """A ranked level; ``modele`` is ``None`` with fewer than three implantations."""

    comparables: ComparableService
    level: Niveaux
    modele: Modele | None
    weights: Mapping[str, float]
    score: Numbers
    implantations: Rows

    def candidates(
        self, rows: Rows, ends: NDArray[np.intp] | None, *, details: bool
    ) -> list[Candidat]:
        """Return the candidates of these rows, in order."""
        shares = essaimage.percentiles(self.score, self.implantations)[rows]
        themes = self._by_theme(rows)
        told = self._told(rows) if details else [_Told()] * len(rows)
        return [
            Candidat(
                self.level.territoires[row],
                i + 1,
                float(shares[i]),
                flag(float(shares[i])),
                float(self.score[row]),
                {theme: float(part[i]) for theme, part in themes.items()},
                tuple(ends[i].tolist()) if ends is not None and i < len(ends) else None,
                told[i].pour,
                told[i].contre,
                told[i].adapter,
                told[i].semblable,
                told[i].voisine,
                told[i].voisine_km,
            )
            for i, row in enumerate(rows.tolist())
        ]

    def _by_theme(self, rows: Rows) -> dict[str, Numbers]:
        if self.modele is not None:
            parts = self.modele.by_theme.items()
            return {t: self.weights.get(t, 1.0) * p[rows].astype(np.float64) for t, p in parts}
        return {}

    def _told(self, rows: Rows) -> list[_Told]:
        gains = self._gains(rows)
        z = (self.modele.profils if self.modele else self.level.profils).z
        with np.errstate(invalid="ignore"):
            typical = np.nanmean(z[:, self.implantations].astype(np.float64), axis=1)
        apart = z[:, rows].astype(np.float64).T - typical
        similar = self._most_similar(rows)
        return [
            self._one(row, gains[i], apart[i], similar[i]) for i, row in enumerate(rows.tolist())
        ]

    def _one(self, row: int, gains: Numbers, apart: Numbers, similar: int) -> _Told:
        here = self.level.territoires[row]
        near, km = self._nearest_on_map(here)
        best = [v for v in np.argsort(-gains, kind="stable") if gains[v] > TINY][:REASONS]
        worst = [v for v in np.argsort(gains, kind="stable") if gains[v] < -TINY][:REASONS]
        importance = np.nan_to_num(np.abs(apart) * self._weights, nan=0.0)
        odd = [v for v in np.argsort(-importance, kind="stable") if abs(apart[v]) >= APART]
        odd = [v for v in odd if importance[v] > 0]
        return _Told(
            tuple(self._word(v, apart[v]) for v in best),
            tuple(self._word(v, apart[v]) for v in worst),
            tuple(self._word(v, apart[v]) for v in odd[:REASONS]),
            self.level.territoires[similar],
            near,
            km,
        )

    def _word(self, trait: int, difference: float) -> str:
        traits = (self.modele.profils if self.modele else self.level.profils).traits
        same = not np.isfinite(difference) or abs(difference) <= ALIKE
        return word(traits[trait].id, 0.0 if same else float(difference), self._labels)

    def _gains(self, rows: Rows) -> Numbers:
        if self.modele is None:
            return np.zeros((len(rows), len(self.level.profils.traits)))
        traits = self.modele.profils.traits
        factors = np.array([self.weights.get(t.theme, 1.0) for t in traits])
        gains: Numbers = self.modele.contributions(rows) * factors
        return gains

    def _most_similar(self, rows: Rows) -> list[int]:
        """Return for each row the implantation whose profile is nearest."""
        weights = self.comparables.weights(self.level.niveau)
        ours = self.implantations
        first, second = np.repeat(rows, len(ours)), np.tile(ours, len(rows))
        found = pair_distances(self.level.profils, first, second, weights)
        found[first == second] = np.inf
        best = np.argmin(found.reshape(len(rows), len(ours)), axis=1)
        return [int(ours[k]) for k in best]

    def _nearest_on_map(self, here: Territoire) -> tuple[Territoire | None, float | None]:
        places = [self.level.territoires[row] for row in self.implantations.tolist()]
        known = [
            (km, place.code, place)
            for place in places
            if place.code != here.code and (km := distance_km(here, place)) is not None
        ]
        return (min(known)[2], min(known)[0]) if known else (None, None)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return self.comparables.profils.labels

    @cached_property
    def _weights(self) -> Numbers:
        ours = self.comparables.profils.reglage(self.level.niveau).poids
        traits = (self.modele.profils if self.modele else self.level.profils).traits
        return np.array([ours.get(t.id, 0.0) for t in traits])


@dataclass(frozen=True, slots=True)
class _Told:
    pour: tuple[str, ...] = ()
    contre: tuple[str, ...] = ()
    adapter: tuple[str, ...] = ()
    semblable: Territoire | None = None
    voisine: Territoire | None = None
    voisine_km: float | None = None
