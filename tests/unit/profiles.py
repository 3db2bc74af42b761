"""Profiles made up for the tests: random indicators of known shape, seeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.profils import Profils, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRAITS = (
    Trait("population", "demographie", "log"),
    Trait("age", "demographie", "none"),
    Trait("densite", "forme", "log"),
    Trait("distance", "centralite", "log1p"),
    Trait("part", "centralite", "sqrt"),
    Trait("littoral", "position", "none"),
)


def values(size: int = 300, seed: int = 0) -> NDArray[np.float64]:
    """Return (size x 6) values in their own units, one in twenty missing in the last but one."""
    generator = np.random.default_rng(seed)
    found = np.column_stack(
        [
            generator.lognormal(6, 1.2, size),
            generator.normal(50, 8, size),
            generator.lognormal(4, 1, size),
            generator.exponential(20, size),
            generator.uniform(0, 100, size),
            (generator.random(size) < 0.1).astype(float),
        ]
    )
    found[generator.random(size) < 0.05, 4] = np.nan
    return found


def codes(size: int = 300) -> list[str]:
    """Return codes in ascending order."""
    return [f"{number:05d}" for number in range(1, size + 1)]


def profiles(size: int = 300, seed: int = 0) -> Profils:
    """Return the profiles of these values."""
    return Profils.build(codes(size), TRAITS, values(size, seed))
