"""Area, density and compactness, in the projection of each landmass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.indicators.frame import Frame, Measure, ratio
from cartoexp.reference.projections import project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme."""
    round_shapes = {code: compactness(g, code) for code, g in frame.geography.outlines.items()}
    return {
        "superficie": Measure(frame.superficie),
        "densite": ratio(frame.population, frame.superficie),
        "compacite": Measure(frame.column(round_shapes)),
    }


def compactness(outline: Geometry, code: str) -> float:
    """Return 4π × area ÷ perimeter² (1 for a disc) of an outline near the commune ``code``."""
    metres = project(outline, code)
    return float(4.0 * np.pi * shapely.area(metres) / shapely.length(metres) ** 2)


def group_compactness(
    outlines: Mapping[str, Geometry], members: Mapping[str, tuple[str, ...]]
) -> dict[str, float]:
    """Return the compactness of dissolved outlines, by code of the group."""
    return {code: compactness(outline, members[code][0]) for code, outline in outlines.items()}
