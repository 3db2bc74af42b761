"""Search of the weights of the distance: ``make weights``, seeded.

Each step changes the weight of one indicator and keeps the change when the whole is better. What
« better » means is the gates themselves, measured on a sample: purity of the grille de densité,
leave-one-out, stability, hubness, reciprocity, and every other INSEE indicator of the external
gate. No programme is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gates import mesures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from gates.mesures import Numbers
    from gates.voisins import Nuage, Rows

FACTORS = (0.0, 0.4, 0.7, 1.4, 2.2)
SMALLEST = 0.004
"""A weight below this is noise: it is set to zero."""
AMBITIONS = {
    "purete": (0.47, 2.0),
    "r2": (0.60, 1.0),
    "sans_dix": (0.80, 1.5),
    "reciprocite": (0.60, 0.5),
}
HUBNESS = 0.8


@dataclass(frozen=True, slots=True)
class Juge:
    """What a search cares for beside the rest.

    ``externe``: weight of the indicators outside the distance; ``hubness``: of what exceeds its
    ambition; ``plafond``: largest weight of an indicator, so that none decides alone.
    """

    externe: float
    hubness: float
    plafond: float


JUGES = (Juge(0.0, 0.5, 0.16), Juge(1.5, 1.0, 0.12))
"""Two searches, whose mean is kept: alone, the first tells less of what is outside the distance
and holds less when an indicator is dropped, the second tells the density less well (ADR 0007)."""
UNTYPED = 0.08
"""Largest weight where no typology judges: nothing then holds an indicator back that merely
guesses itself well."""
RARE = 0.05
"""Largest weight of an indicator of which more than half of the territories share one value, such
as a coast or a frontier: it guesses itself well, but tells few territories apart."""
EXTERNE = 0.50
GAIN = 2e-3
"""A smaller gain may be luck."""
BEYOND = 0.3
"""What is gained above an ambition counts for this much."""


@dataclass(frozen=True, slots=True)
class Echantillon:
    """A sample on which weights are judged: its points are the base and the queries.

    ``judged`` are traits to tell from the others, ``outside`` values (n) that are no trait.
    """

    nuage: Nuage
    classes: Rows
    judged: Sequence[int]
    outside: Sequence[Numbers]
    seed: int

    def measure(self, weights: Numbers) -> dict[str, float]:
        """Return the figures of some weights on this sample."""
        size = self.nuage.values.shape[1]
        every = np.arange(size)
        near = self.nuage.nearest(weights, every)
        generator = np.random.default_rng(self.seed)
        queries = np.sort(generator.choice(size, size // 4, replace=False))
        few = np.sort(generator.choice(size, size // 10, replace=False))
        return {
            "purete": self._purity(near, every),
            "r2": self._leave_one_out(weights, near, few),
            "externe": self._outside(near, every),
            "sans_dix": self._without_a_tenth(weights, near, queries, generator),
            "hubness": mesures.hubness(near, size),
            "reciprocite": mesures.reciprocity(near),
        }

    def _purity(self, near: Rows, every: Rows) -> float:
        """Half the ambition where there is no typology, so that it counts for nothing."""
        if (self.classes < 0).all():
            return AMBITIONS["purete"][0] / 2
        return mesures.purity(near, every, self.classes)

    def _outside(self, near: Rows, every: Rows) -> float:
        """Half the ambition where nothing is known from outside, as for the purity."""
        if not self.outside:
            return EXTERNE / 2
        return float(np.mean([mesures.r2(near, every, values) for values in self.outside]))

    def _leave_one_out(self, weights: Numbers, near: Rows, rows: Rows) -> float:
        found = []
        for v in self.judged:
            values = np.where(self.nuage.known[v] > 0, self.nuage.values[v], np.nan)
            told = (
                near[rows] if not weights[v] else self.nuage.nearest(_without(weights, [v]), rows)
            )
            found.append(mesures.r2(told, rows, values.astype(np.float64)))
        return float(np.mean(found))

    def _without_a_tenth(
        self, weights: Numbers, near: Rows, rows: Rows, generator: np.random.Generator
    ) -> float:
        used = np.flatnonzero(weights)
        dropped = (
            generator.choice(used, max(1, round(len(used) / 10)), replace=False) for _ in range(5)
        )
        lists = (self.nuage.nearest(_without(weights, d), rows) for d in dropped)
        return float(np.mean([mesures.overlap(near[rows], found) for found in lists]))


@dataclass(frozen=True, slots=True)
class Recherche:
    """What a search works on: samples in turn, the indicators it may weigh, how many changes.

    ``rares`` (v) tells which indicators give one value to most territories.
    """

    samples: Sequence[Echantillon]
    allowed: Rows
    rares: NDArray[np.bool_]
    steps: int

    def limits(self, juge: Juge) -> Numbers:
        """Return the largest weight of each indicator (v)."""
        typed = any((sample.classes >= 0).any() for sample in self.samples)
        most = juge.plafond if typed else min(UNTYPED, juge.plafond)
        return np.where(self.rares, min(RARE, most), most)


def rare(nuage: Nuage) -> NDArray[np.bool_]:
    """Tell, by indicator (v), whether more than half of the territories share one value."""
    found = []
    for values, known in zip(nuage.values, nuage.known, strict=True):
        _, counts = np.unique(values[known > 0], return_counts=True)
        found.append(bool(counts.size) and 2 * counts.max() > counts.sum())
    return np.array(found)


def _without(weights: Numbers, dropped: Sequence[int] | Rows) -> Numbers:
    left = weights.copy()
    left[dropped] = 0.0
    result: Numbers = left / left.sum()
    return result


def value(figures: dict[str, float], juge: Juge) -> float:
    """Return one number for all figures: what is short of an ambition weighs most."""
    total = 0.0
    for name, (ambition, weight) in {**AMBITIONS, "externe": (EXTERNE, juge.externe)}.items():
        ratio = figures[name] / ambition
        total += weight * (ratio if ratio < 1 else 1 + BEYOND * (ratio - 1))
    return total - juge.hubness * max(0.0, figures["hubness"] - HUBNESS)


def search(
    recherche: Recherche, start: Numbers, juge: Juge, tell: Callable[[str], None]
) -> Numbers:
    """Return the best weights found, changing one indicator at a time."""
    samples = recherche.samples
    generator = np.random.default_rng(samples[0].seed)
    limits = recherche.limits(juge)
    best = bounded(start, limits)
    reached: dict[int, float] = {}
    for step in range(recherche.steps):
        # Samples take turns, so that what only suits one of them does not last.
        turn = step % len(samples)
        if turn not in reached:
            reached[turn] = value(samples[turn].measure(best), juge)
        tried = changed(best, recherche.allowed, limits, generator)
        if np.allclose(tried, best):
            continue
        there = value(samples[turn].measure(tried), juge)
        if there > reached[turn] + GAIN:
            best, reached = tried, {turn: there}
            tell(f"{step:4d}  {there:.4f}  {np.count_nonzero(best)} indicateurs")
    return best


def changed(
    weights: Numbers, allowed: Rows, limits: Numbers, generator: np.random.Generator
) -> Numbers:
    """Return weights of which one, drawn, is made smaller or larger."""
    v = int(generator.choice(allowed))
    found = weights.copy()
    found[v] = max(found[v], 2 * SMALLEST) * float(generator.choice(FACTORS))
    return bounded(found, limits)


def bounded(weights: Numbers, limits: Numbers | float) -> Numbers:
    """Return weights of sum 1, none too small to matter nor so large as to decide alone."""
    found = weights / weights.sum()
    found = np.where(found < SMALLEST, 0.0, found)
    for _ in range(20):
        found = np.minimum(found / found.sum(), limits)
    result: Numbers = found / found.sum()
    return result
