"""Where the mairies are: a position outside its commune is a fault of the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import Geometry


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions inside their commune (WGS 84), by code, and what was wrong with the others.

    ``connues`` counts the positions of the newest release; ``hors_commune`` lists those of them
    that lie outside their commune; ``reprises`` those for which an older release does better.
    """

    points: dict[str, Geometry]
    connues: int
    hors_commune: list[str]
    reprises: list[str]

    @property
    def retirees(self) -> list[str]:
        """Communes left without a position, because every release puts it outside."""
        return [code for code in self.hors_commune if code not in self.points]


def locate(
    outlines: Mapping[str, Geometry], releases: Sequence[Mapping[str, Geometry]]
) -> Positions:
    """Return the first position inside its commune, looking in the newest release first."""
    newest = releases[0]
    points: dict[str, Geometry] = {}
    outside: list[str] = []
    replaced: list[str] = []
    for code, outline in outlines.items():
        inside = [r[code] for r in releases if code in r and outline.contains(r[code])]
        if inside:
            points[code] = inside[0]
        if code in newest and inside[:1] != [newest[code]]:
            outside.append(code)
            if inside:
                replaced.append(code)
    return Positions(points, sum(code in newest for code in outlines), outside, replaced)
