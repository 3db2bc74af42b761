"""Use case: the territories most like one, with reasons, doubt, and what is odd about them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import comparables, tirages
from cartoexp.domain.comparables import Echelle
from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.ponderation import Poids
from cartoexp.domain.raisons import reasons_of_pairs
from cartoexp.domain.voisinage import distance_km

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.raisons import Raisons
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.profils import Niveaux, ProfilService

LEAST_KNOWN = 0.5
"""A pair that shares less than this part of the weight is not compared."""
PAIRS = 60_000
"""Pairs drawn to say what a distance is worth at a level."""
REACH = 500
"""Nearest territories among which ranks are drawn again."""
LISTED = 20
STABLE = 0.6
"""Below this overlap of the first twenty under ±10 % weights, the ranking is said unstable."""
FAR_KM = 300.0
TWIN_REACH = 200
"""A twin is sought among this many nearest ones."""
ALIKE_SHARE, FEWEST_ALIKE = 0.05, 3
"""The nearest twentieth of a level, and never fewer than this, counts as alike."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A territory like another one.

    ``score``: share (0 to 1) of all pairs of the level that are further apart. ``ecart``: d², sum
    of ``contributions`` (by theme) and of ``details`` (by indicator). ``intervalle``: ends of its
    rank in nine draws of ten of the weights. ``confiance``: share of the weight that both know.
    ``distance_km``: between centres, ``None`` when unknown.
    """

    territoire: Territoire
    rang: int
    score: float
    ecart: float
    intervalle: tuple[int, int]
    confiance: float
    raisons: Raisons
    contributions: Mapping[str, float]
    details: Mapping[str, float]
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Comparables:
    """The answer. ``chevauchement``: share of the first twenty that stays under ±10 % weights.

    ``aucun_proche``: even the nearest is further than ``seuil``. ``jumeau``: very near in profile,
    far on the map and in another région. ``effectif``: territories ranked. ``parmi``: those that
    were asked about by code and are alike, the nearest first, whatever the constraints.
    ``suivants``: those after the list, up to the twentieth.
    """

    territoire: Territoire
    themes: Mapping[str, float]
    liste: Sequence[Comparable]
    jumeau: Comparable | None
    aucun_proche: bool
    chevauchement: float
    effectif: int
    parmi: Sequence[Comparable] = ()
    suivants: Sequence[Territoire] = ()

    @property
    def stable(self) -> bool:
        """Whether the list holds when weights move a little."""
        return self.chevauchement >= STABLE


@dataclass(frozen=True, repr=False)
class ComparableService:
    """Comparable territories."""

    profils: ProfilService
    _scales: OrderedDict[tuple[object, ...], Echelle] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def warm(self) -> None:
        """Draw the pairs of the default weights now, before the workers are forked."""
        for niveau in self.profils.reglages:
            self.scale(niveau, self.weights(niveau))

    def weights(self, niveau: Niveau, asked: Mapping[str, float] | None = None) -> Poids:
        """Return our weights at a level times those asked for by theme.

        Raises:
            InvalidParametersError: for weights that mean nothing.
        """
        ours = self.profils.reglage(niveau).poids
        return Poids.compose(self.profils.level(niveau).profils.traits, ours, asked)

    def around(
        self,
        territoire: Territoire,
        limit: int = 5,
        poids: Mapping[str, float] | None = None,
        contraintes: Contraintes | None = None,
        parmi: Collection[str] = (),
    ) -> Comparables:
        """Return the territories most like one; ``parmi``: codes of which those alike are told.

        Raises:
            NoProfileError: when it cannot be compared.
            InvalidParametersError: for weights or constraints that mean nothing.
        """
        kept_to = contraintes or Contraintes()
        kept_to.check()
        row = self.profils.row(territoire)
        level = self.profils.level(territoire.niveau)
        weights = self.weights(territoire.niveau, poids)
        found, known = comparables.distances(level.profils, row, weights)
        kept = known >= LEAST_KNOWN
        kept[row] = False
        free = comparables.nearest(found, kept, max(REACH, limit))
        alike = self._alike(level, found, kept, parmi)
        if not kept_to.empty:
            kept &= kept_to.mask(level.situations, territoire)
        reach = comparables.nearest(found, kept, max(REACH, limit))
        listed = _Listing(self, level, row, weights, found, known)
        squares = listed.squares(reach)
        items = listed.items(reach, limit, squares)
        seuil = self.profils.reglage(territoire.niveau).seuil
        return Comparables(
            territoire,
            weights.themes,
            items,
            self._twin(listed, territoire, free),
            not len(free) or float(found[free[0]]) > seuil,
            listed.overlap(squares),
            int(np.count_nonzero(kept & np.isfinite(found))),
            listed.ranked(alike),
            [level.territoires[row] for row in reach[len(items) : LISTED].tolist()],
        )

    def pair(
        self, a: Territoire, b: Territoire, poids: Mapping[str, float] | None = None
    ) -> Comparable:
        """Return how ``b`` compares with ``a``, with its rank among all the others."""
        row, other = self.profils.row(a), self.profils.row(b)
        level = self.profils.level(a.niveau)
        weights = self.weights(a.niveau, poids)
        found, known = comparables.distances(level.profils, row, weights)
        before = found < found[other]
        before[row] = False
        listing = _Listing(self, level, row, weights, found, known)
        rang = int(np.count_nonzero(before)) + 1
        return listing.one(other, rang, (rang, rang))

    def scale(self, niveau: Niveau, weights: Poids) -> Echelle:
        """Return what a distance is worth at a level; the last ones asked for are kept."""
        key = (niveau, weights.parts.tobytes())
        with self._lock:
            if key in self._scales:
                self._scales.move_to_end(key)
                return self._scales[key]
        made = Echelle.draw(self.profils.level(niveau).profils, weights, PAIRS)
        with self._lock:
            self._scales[key] = made
            while len(self._scales) > 16:  # noqa: PLR2004  1.6 MB each
                self._scales.popitem(last=False)
        return made

    def _alike(
        self, level: Niveaux, found: Numbers, kept: NDArray[np.bool_], codes: Collection[str]
    ) -> Sequence[tuple[int, int]]:
        """Return rank and row of those of ``codes`` among the nearest of the level, in order."""
        known = level.profils.rows
        rows = np.array(sorted(known[c] for c in codes if c in known), dtype=np.intp)
        rows = rows[kept[rows]]
        most = max(FEWEST_ALIKE, int(len(level.territoires) * ALIKE_SHARE))
        if not len(rows):
            return []
        size = min(most, int(np.count_nonzero(kept)))
        bound = np.partition(np.where(kept, found, np.inf), size - 1)[size - 1]
        near = comparables.nearest(found, kept & (found <= bound), size)
        wanted = set(rows.tolist())
        return [(i, row) for i, row in enumerate(near.tolist(), start=1) if row in wanted]

    def _twin(self, listing: _Listing, here: Territoire, free: Rows) -> Comparable | None:
        for rang, row in enumerate(free[:TWIN_REACH].tolist(), start=1):
            other = listing.level.territoires[row]
            apart = distance_km(here, other)
            if other.code_region != here.code_region and apart is not None and apart >= FAR_KM:
                return listing.one(row, rang, (rang, rang))
        return None


@dataclass(frozen=True, slots=True)
class _Listing:
    """The distances from one territory, told item by item."""

    service: ComparableService
    level: Niveaux
    row: int
    weights: Poids
    found: Numbers
    known: Numbers

    def squares(self, reach: Rows) -> Numbers:
        """Return the squares of the differences (len(reach) x traits that weigh)."""
        z = self.level.profils.z
        used = np.flatnonzero(self.weights.parts)
        here = z[used, self.row]
        result: Numbers = np.square(z[np.ix_(used, reach)].astype(np.float64).T - here)
        return result

    def items(self, reach: Rows, limit: int, squares: Numbers) -> list[Comparable]:
        drawn = tirages.distances_drawn(squares, tirages.draw_weights(self._parts))
        ends = tirages.rank_intervals(drawn, min(limit, len(reach)))
        return self.told(reach[:limit], range(1, limit + 1), ends)

    def overlap(self, squares: Numbers) -> float:
        """Return the share of the first twenty that stays under ±10 % weights."""
        shaken = tirages.shake_weights(self._parts, 0.1)
        drawn = tirages.distances_drawn(squares, shaken)
        first = np.argsort(drawn, axis=1, kind="stable")[:, :LISTED]
        size = min(LISTED, len(squares))
        return float((first < size).mean()) if size else 1.0

    @property
    def _parts(self) -> Numbers:
        return self.weights.parts[np.flatnonzero(self.weights.parts)]

    def ranked(self, alike: Sequence[tuple[int, int]]) -> list[Comparable]:
        """Return comparables by rank, whose interval is not drawn."""
        rangs = [rang for rang, _ in alike]
        rows = np.array([row for _, row in alike], dtype=np.intp)
        return self.told(rows, rangs, np.array([(r, r) for r in rangs], dtype=np.intp))

    def one(self, other: int, rang: int, ends: tuple[int, int]) -> Comparable:
        return self.told(np.array([other]), (rang,), np.array([ends]))[0]

    def told(self, rows: Rows, rangs: Sequence[int], ends: NDArray[np.intp]) -> list[Comparable]:
        """Return comparables of some rows (m), with their ranks and the ends of these (m x 2)."""
        profils, traits, service = self.level.profils, self.level.profils.traits, self.service
        used = np.flatnonzero(self.weights.parts)
        parts = comparables.contributions(profils, self.row, rows, self.weights)[:, used]
        differences = profils.z[:, rows].astype(np.float64).T - profils.z[:, self.row]
        scores = service.scale(self.level.niveau, self.weights).score(self.found[rows])
        words = reasons_of_pairs(traits, self.weights.parts, differences, service.profils.labels)
        names = [traits[v].id for v in used]
        themes = list(self.weights.themes)
        member = np.array([[traits[v].theme == theme for theme in themes] for v in used])
        sums = (parts @ member).tolist()
        here = self.level.territoires[self.row]
        found = []
        for i, row in enumerate(rows.tolist()):
            there = self.level.territoires[row]
            found.append(
                Comparable(
                    there,
                    rangs[i],
                    float(scores[i]),
                    float(self.found[row]),
                    (int(ends[i, 0]), int(ends[i, 1])),
                    float(self.known[row]),
                    words[i],
                    dict(zip(themes, sums[i], strict=True)),
                    dict(zip(names, parts[i].tolist(), strict=True)),
                    distance_km(here, there),
                )
            )
        return found
