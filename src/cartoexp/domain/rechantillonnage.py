"""How sure the rank of a candidate is: the same ranking had other implantations been known.

The implantations are drawn again with replacement. A refit for each drawing would take minutes;
one Newton step from the fitted model says where each refit would go (tested against refits).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.essaimage import Modele

DRAWS = 200


def scores_drawn(
    modele: Modele,
    rows: Rows,
    weights: Mapping[str, float] | None = None,
    *,
    seed: int = 2026,
    draws: int = DRAWS,
) -> Numbers:
    """Return the scores (draws x len(rows)) of some territories under each drawing; seeded."""
    steps = coefficient_steps(modele, seed=seed, draws=draws)
    coefficients = modele.appris.coefficients + steps
    owners = modele.expansion.owners
    themes = [modele.profils.traits[v].theme for v in owners]
    factors = np.array([(weights or {}).get(theme, 1.0) for theme in themes])
    columns = modele.expansion.matrix(rows).astype(np.float64)
    result: Numbers = (coefficients * factors) @ columns
    return result


def coefficient_steps(modele: Modele, *, seed: int = 2026, draws: int = DRAWS) -> Numbers:
    """Return how the p coefficients move under each drawing (draws x p)."""
    rows, fitted = modele.implantations, modele.appris
    n = len(rows)
    generator = np.random.default_rng(seed)
    times = generator.multinomial(n, np.full(n, 1.0 / n), size=draws)
    columns = modele.expansion.matrix(rows).astype(np.float64)
    pull = np.vstack([columns, np.ones(n)]) * fitted.manques
    moved = np.linalg.solve(fitted.hessian.astype(np.float64), pull @ (times - 1.0).T)
    result: Numbers = moved[:-1].T.astype(np.float64)
    return result
