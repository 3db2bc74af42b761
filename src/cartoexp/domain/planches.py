"""Frames of a static map: France at one scale, each overseas inset and Paris at their own."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

from cartoexp.domain.cadres import CADRES, METROPOLE, Cadre

WIDTH, HEIGHT = 1000, 952
"""Size of the main frame, in units; y grows downwards."""
INSET = 100
"""Side of an inset, in units."""
ROOM = 4.0
"""Left free at the edges, in units."""

FRANCE = replace(METROPOLE, box=(ROOM, ROOM, WIDTH - 2 * ROOM, HEIGHT - 2 * ROOM))
_BOX = (ROOM, ROOM, INSET - 2 * ROOM, INSET - 2 * ROOM)
OUTRE_MER = tuple(replace(c, box=_BOX) for c in CADRES if c is not METROPOLE)
"""The five DROM."""
COURONNE = frozenset({"75", "92", "93", "94"})
"""Départements of Paris and its ring: too small to be read at the scale of France."""
PARIS = Cadre("Paris et petite couronne", (2.145, 48.687, 2.616, 49.013), _BOX)


def around(nom: str, bounds: tuple[float, float, float, float]) -> tuple[Cadre, int, int]:
    """Return the frame that shows some bounds (degrees), its width and its height in units.

    It is never higher than it is wide by more than a third, so that it fits in a page.
    """
    west, south, east, north = bounds
    wide = (east - west) * cos(radians((south + north) / 2))
    high = north - south
    width = WIDTH if wide >= high * 3 / 4 else round(WIDTH * max(0.5, wide / (high * 3 / 4)))
    height = round((width - 2 * ROOM) * high / wide + 2 * ROOM)
    box = (ROOM, ROOM, width - 2 * ROOM, height - 2 * ROOM)
    return Cadre(nom, bounds, box), width, height
