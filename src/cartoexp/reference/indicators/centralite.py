"""What a commune weighs around it, and how far the nearest towns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.indicators.frame import Frame, Measure, ratio
from cartoexp.reference.indicators.neighbours import pairs_within, sum_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.reference.indicators.frame import Array

RADIUS_METRES = 15_000.0
TOWN_SIZES = (5_000, 20_000, 100_000)


def percent(share: Array) -> Array:
    """Return a share in percent."""
    return 100.0 * share


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme; distances in km, as the crow flies between centres."""
    pairs = pairs_within(frame, RADIUS_METRES)
    around = sum_around(frame.population, pairs)
    first, second = pairs
    larger = np.where(frame.population[second] > frame.population[first], 1.0, 0.0)
    rank = 1.0 + np.bincount(first, weights=larger, minlength=len(frame.codes))
    epci = [[c.code_epci] if c.code_epci else [] for c in frame.cog.communes.values()]
    return {
        "part_epci": ratio(frame.population, _epci_population(frame), percent),
        "rang_epci": Measure(best_rank(frame.population, epci)),
        "population_15km": Measure(around),
        "poids_15km": ratio(frame.population, around, percent),
        "rang_15km": Measure(np.where(np.isnan(around), np.nan, rank)),
        **{f"distance_{size}": Measure(_distance_km(frame, size)) for size in TOWN_SIZES},
    }


def best_rank(population: Array, groups: Sequence[Iterable[str]]) -> Array:
    """Return each commune's best rank by population in the groups it belongs to (1 = largest).

    Args:
        population: by commune; an unknown one counts as the smallest.
        groups: by commune, the codes of its groups; a commune of none has no rank (``NaN``).
    """
    members: dict[str, list[int]] = {}
    for i, codes in enumerate(groups):
        for code in codes:
            members.setdefault(code, []).append(i)
    people = np.nan_to_num(population, nan=-1.0)
    ranks = np.full(len(population), np.inf)
    for inside in members.values():
        values = people[inside]
        order = 1.0 + (values[None, :] > values[:, None]).sum(axis=1)
        ranks[inside] = np.minimum(ranks[inside], order)
    ranks[np.isinf(ranks)] = np.nan
    return ranks


def _epci_population(frame: Frame) -> Array:
    totals: dict[str, float] = {}
    for commune in frame.cog.communes.values():
        if commune.code_epci:
            people = commune.population or 0
            totals[commune.code_epci] = totals.get(commune.code_epci, 0.0) + people
    owners = [commune.code_epci for commune in frame.cog.communes.values()]
    return np.array([totals.get(code or "", np.nan) for code in owners], dtype=np.float64)


def _distance_km(frame: Frame, size: int) -> Array:
    """Distance to the nearest town of its landmass; ``NaN`` where the landmass has none."""
    distances = frame.empty()
    for where in frame.landmasses.values():
        points = frame.centres[where]
        towns = points[frame.population[where] >= size]
        if len(towns):
            tree = shapely.STRtree(towns)
            (origin, _), metres = tree.query_nearest(
                points, return_distance=True, all_matches=False
            )
            distances[where[origin]] = metres / 1000.0
    return distances
