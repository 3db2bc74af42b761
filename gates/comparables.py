"""Twenty nearest communes: are they of the same kind, and does the list hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gates import base, mesures, references
from gates.voisins import Nuage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.services.profils import Niveaux
    from gates.mesures import Numbers
    from gates.voisins import Rows

DRAWS = 10
DROPS, DROPPED_ON = 40, 1_500
"""Which indicators are dropped matters more than on which communes: many draws, fewer of these."""


def measure(level: Niveaux, ours: Mapping[str, float], size: int = 4_000) -> dict[str, Any]:
    """Return every figure of the comparables; stability is measured on ``size`` communes."""
    profils = level.profils
    weights = np.array([ours.get(t.id, 0.0) for t in profils.traits])
    weights /= weights.sum()
    nuage = Nuage.of(profils.z)
    every = np.arange(len(profils.codes))
    rows = np.sort(np.random.default_rng(0).choice(every, min(size, len(every)), replace=False))
    near = nuage.nearest(weights, every)
    classes = base.densite(profils)
    judged = {profils.traits[v].id: v for v in base.judged(profils)}
    alone = {name: _left_out(nuage, weights, v, near, rows) for name, v in judged.items()}
    rules = references.neighbour_rules(level, rows)
    z = profils.z.astype(np.float64)
    return {
        "communes_mesurees": len(rows),
        "purete": mesures.purity(near, every, classes),
        "r2": float(np.mean(list(alone.values()))),
        "r2_par_indicateur": alone,
        "chevauchement_10_pct": _shaken(nuage, weights, near, rows),
        "chevauchement_sans_un_dixieme": _fewer(nuage, weights, near, rows[:: _step(rows)]),
        "hubness": mesures.hubness(near, len(every)),
        "reciprocite": mesures.reciprocity(near),
        "regles": {
            name: {
                "purete": mesures.purity(lists, rows, classes),
                "r2": float(np.mean([mesures.r2(lists, rows, z[v]) for v in judged.values()])),
            }
            for name, lists in rules.items()
        },
        "externe": _external(level, near),
        "externe_vus": sorted(base.SEEN),
    }


def _left_out(nuage: Nuage, weights: Numbers, v: int, near: Rows, rows: Rows) -> float:
    values = np.where(nuage.known[v] > 0, nuage.values[v], np.nan).astype(np.float64)
    if not weights[v]:
        return mesures.r2(near[rows], rows, values)
    left = weights.copy()
    left[v] = 0.0
    return mesures.r2(nuage.nearest(left / left.sum(), rows), rows, values)


def _shaken(nuage: Nuage, weights: Numbers, near: Rows, rows: Rows) -> float:
    generator = np.random.default_rng(1)
    drawn = (weights * generator.uniform(0.9, 1.1, len(weights)) for _ in range(DRAWS))
    lists = (nuage.nearest(w / w.sum(), rows) for w in drawn)
    return float(np.mean([mesures.overlap(near[rows], found) for found in lists]))


def _step(rows: Rows) -> int:
    return max(1, round(len(rows) / DROPPED_ON))


def _fewer(nuage: Nuage, weights: Numbers, near: Rows, rows: Rows) -> float:
    generator = np.random.default_rng(2)
    used = np.flatnonzero(weights)
    shares = []
    for _ in range(DROPS):
        left = weights.copy()
        left[generator.choice(used, max(1, round(len(used) / 10)), replace=False)] = 0.0
        found = nuage.nearest(left / left.sum(), rows)
        shares.append(mesures.overlap(near[rows], found))
    return float(np.mean(shares))


def _external(level: Niveaux, near: Rows) -> dict[str, float]:
    """INSEE indicators told by the twenty nearest, none of them being part of the distance."""
    return {
        name: mesures.r2(near[rows], rows, values)
        for name, values in base.outside(level.profils).items()
        for rows in [np.flatnonzero(np.isfinite(values))]
    }
