"""Use case: what a colouring shows, told with names: median, extremes, territories in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.territoires import TerritoireService


@dataclass(frozen=True, slots=True)
class Extreme:
    """The lowest or the highest value, the first territory by code that has it, how many do."""

    valeur: float
    territoire: Territoire
    nombre: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Of the territories whose value is known: how many, median, extremes."""

    connus: int
    mediane: float
    bas: Extreme
    haut: Extreme


@dataclass(frozen=True, slots=True)
class Rang:
    """A territory with its value, ``None`` where unknown or masked, and its class."""

    territoire: Territoire
    valeur: float | None
    classe: int


def sum_up(coloration: Coloration, territoires: TerritoireService) -> Resume | None:
    """Return the summary of a colouring, ``None`` when no value is known."""
    known = np.flatnonzero(~np.isnan(coloration.valeurs))
    if len(known) == 0:
        return None
    values = coloration.valeurs[known]

    def extreme(value: np.float32) -> Extreme:
        held = known[values == value]
        code = coloration.codes[int(held[0])]
        return Extreme(float(value), territoires.get(coloration.niveau, code), len(held))

    return Resume(
        len(known), float(np.median(values)), extreme(values.min()), extreme(values.max())
    )


def rank(
    coloration: Coloration, territoires: TerritoireService, limit: int | None = None
) -> Sequence[Rang]:
    """Return territories from the highest value to the lowest, unknown ones last, ties by code."""
    order = np.argsort(-coloration.valeurs, kind="stable")[:limit]  # NaN come last
    found = []
    for place in order.tolist():
        value = float(coloration.valeurs[place])
        territoire = territoires.get(coloration.niveau, coloration.codes[place])
        known = None if np.isnan(value) else value
        found.append(Rang(territoire, known, int(coloration.classes[place])))
    return found
