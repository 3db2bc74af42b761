"""The same measures looked at around a commune: 10 km, or the communes that touch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.indicators.centralite import percent
from cartoexp.reference.indicators.frame import Frame, Measure, ratio
from cartoexp.reference.indicators.neighbours import mean_around, pairs_within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.reference.indicators.frame import Array

RADIUS_METRES = 10_000.0
AROUND = (
    "part_elus_agriculteurs",
    "part_elus_cadres",
    "part_elus_ouvriers_employes",
    "part_elus_retraites",
    "age_moyen_elus",
    "part_femmes",
    "valeur_locative",
)


def compute(frame: Frame, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """Return means over the communes within 10 km, weighted by population, own value included.

    Args:
        frame: communes.
        measures: the measures already computed, by id.
    """
    pairs = pairs_within(frame, RADIUS_METRES)
    means = {
        f"{name}_10km": Measure(mean_around(measures[name].values, frame.population, pairs))
        for name in AROUND
    }
    return means | {"poids_voisines": ratio(frame.population, _with_touching(frame), percent)}


def _with_touching(frame: Frame) -> Array:
    """Population of each commune and of those that share an edge or a point with it."""
    total = frame.empty()
    for where in frame.landmasses.values():
        outlines = np.array([frame.geography.outlines[frame.codes[i]] for i in where], dtype=object)
        first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
        people = np.nan_to_num(frame.population[where])
        total[where] = np.bincount(first, weights=people[second], minlength=len(where))
    return total
