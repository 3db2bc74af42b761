"""Rules that the method must beat, each giving twenty neighbours or a ranking."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.services.profils import Niveaux
    from gates.mesures import Numbers
    from gates.voisins import Rows

K = 20
NEAREST = 3


def log_population(level: Niveaux) -> Numbers:
    """Return the logarithm of the population of each territory; the mean where unknown."""
    found = np.array([np.log(max(t.population or 0, 1)) for t in level.territoires])
    result: Numbers = np.where(found > 0, found, found.mean())
    return result


def population_only(level: Niveaux) -> Callable[[Rows], Numbers]:
    """Rank by the mean distance, in population, to the three nearest implantations."""
    sizes = log_population(level)

    def score(known: Rows) -> Numbers:
        apart = np.abs(sizes[:, None] - sizes[known][None, :])
        found: Numbers = -np.sort(apart, axis=1)[:, :NEAREST].mean(axis=1)
        return found

    return score


def neighbour_rules(level: Niveaux, rows: Rows, seed: int = 0) -> Mapping[str, Rows]:
    """Return the lists of neighbours (len(rows) x 20) of each rule, by its French name."""
    generator = np.random.default_rng(seed)
    size = len(level.territoires)
    by_size = np.argsort(log_population(level), kind="stable")
    place = np.argsort(by_size)
    window = np.clip(place[rows] - K // 2, 0, size - K - 1)
    closest = np.array([_around(by_size, w, r) for w, r in zip(window, rows, strict=True)])
    members = _departements(level)
    own = [members[level.territoires[r].code_departement or ""] for r in rows]
    return {
        "au hasard": generator.integers(0, size, (len(rows), K)),
        "même département": np.array(
            [_drawn(generator, m, r) for m, r in zip(own, rows, strict=True)]
        ),
        "population la plus proche": closest,
        "même département, population la plus proche": np.array(
            [_by_population(level, m, r) for m, r in zip(own, rows, strict=True)]
        ),
    }


def _around(order: Rows, start: int, row: int) -> Rows:
    near = order[start : start + K + 1]
    found: Rows = near[near != row][:K]
    return found


def _departements(level: Niveaux) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, t in enumerate(level.territoires):
        found[t.code_departement or ""].append(row)
    return found


def _drawn(generator: np.random.Generator, members: Sequence[int], row: int) -> Rows:
    others = np.array([m for m in members if m != row] or [row], dtype=np.intp)
    return generator.choice(others, K, replace=len(others) < K)


def _by_population(level: Niveaux, members: Sequence[int], row: int) -> Rows:
    others = np.array([m for m in members if m != row] or [row], dtype=np.intp)
    sizes = np.array([level.territoires[m].population or 0 for m in others], dtype=np.float64)
    here = max(level.territoires[row].population or 0, 1)
    order = np.argsort(np.abs(np.log(np.maximum(sizes, 1)) - np.log(here)), kind="stable")
    return np.resize(others[order], K)
