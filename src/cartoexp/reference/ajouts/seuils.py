"""Beyond which distance nothing is near, once added indicators weigh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.comparables import DIGITS, cross_distances
from cartoexp.domain.ponderation import Poids
from cartoexp.services.profils import PROFILED
from cartoexp.services.registry import Services

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.domain.profils import Profils
    from cartoexp.store.ajouts import Ajouts

NO_DATABASE = "sqlite://"
FAR = 99.0
"""Percentile of the distance to the nearest one, as for the weights that are shipped."""
SAMPLE, BLOCK, SEED = 2_000, 100, 2026
"""Communes whose nearest one is looked for among all of them; other levels are taken whole."""


def thresholds(reference_dir: Path, ajouts: Ajouts) -> dict[str, float]:
    """Return d² by level where added indicators weigh; nothing for the others."""
    if not any(ajouts.poids.values()):
        return {}
    services = Services.connect(NO_DATABASE, reference_dir)
    profils = replace(services, ajouts=ajouts).profils
    found = {}
    for niveau in PROFILED:
        if ajouts.poids.get(niveau.value):
            known = profils.level(niveau).profils
            weights = Poids.compose(known.traits, profils.reglage(niveau).poids)
            found[niveau.value] = round(_threshold(known, weights), DIGITS)
    return found


def _threshold(profils: Profils, weights: Poids) -> float:
    size = len(profils.codes)
    rows = np.arange(size)
    if size > SAMPLE:
        rows = np.sort(np.random.default_rng(SEED).choice(size, SAMPLE, replace=False))
    nearest = []
    for start in range(0, len(rows), BLOCK):
        some = rows[start : start + BLOCK]
        found = cross_distances(profils, some, np.arange(size), weights)
        found[np.arange(len(some)), some] = np.inf
        nearest.append(found.min(axis=1))
    every = np.concatenate(nearest)
    return float(np.percentile(every[np.isfinite(every)], FAR))
