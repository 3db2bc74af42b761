"""Weights of a distance: ours by indicator, the user's by theme."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.profils import Trait

MOST = 10.0
"""Largest weight of a theme: beyond it the others no longer count."""


def theme_weights(
    asked: Mapping[str, float], themes: Sequence[str], parametre: str = "poids"
) -> dict[str, float]:
    """Return the weight of each theme: as asked, or else 1. Zero switches a theme off.

    Raises:
        InvalidParametersError: for an unknown theme, a weight that is negative, too large or not
            a number, or when every theme is switched off.
    """
    problems = [
        ParameterProblem(parametre, "Un thème est inconnu.", tuple(themes))
        for t in asked
        if t not in themes
    ][:1]
    problems += [
        ParameterProblem(
            parametre, f"Le poids du thème « {t} » doit être un nombre de 0 à {MOST:.0f}."
        )
        for t, weight in asked.items()
        if t in themes and not (isfinite(weight) and 0 <= weight <= MOST)
    ]
    weights = {t: float(asked.get(t, 1.0)) for t in themes}
    if not problems and not any(weights.values()):
        problems.append(
            ParameterProblem(
                parametre, "Tous les thèmes sont à zéro : laissez-en au moins un au-dessus."
            )
        )
    if problems:
        raise InvalidParametersError(problems)
    return weights


@dataclass(frozen=True, slots=True)
class Poids:
    """Weights of the traits of a level: ``parts`` (v), all above or equal to zero, sum 1.

    ``themes`` is the share of each theme in the sum.
    """

    parts: NDArray[np.float64]
    themes: Mapping[str, float]

    @classmethod
    def compose(
        cls,
        traits: Sequence[Trait],
        ours: Mapping[str, float],
        asked: Mapping[str, float] | None = None,
    ) -> Poids:
        """Multiply our weights (by indicator) with those asked for (by theme).

        Raises:
            InvalidParametersError: as :func:`theme_weights`, and when the themes left on have no
                indicator at this level.
        """
        weighted = dict.fromkeys(t.theme for t in traits if ours.get(t.id))
        factors = theme_weights(asked or {}, list(weighted))
        raw = np.array([ours.get(t.id, 0.0) * factors.get(t.theme, 0.0) for t in traits])
        parts = raw / raw.sum()
        shares = {
            theme: float(sum(parts[j] for j, t in enumerate(traits) if t.theme == theme))
            for theme in weighted
        }
        return cls(parts, shares)
