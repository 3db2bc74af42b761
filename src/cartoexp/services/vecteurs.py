"""Use case: outlines of communes by tile of zoom 10, for maps closer than the grid."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import brotli
import numpy as np
import shapely

from cartoexp.domain.mercator import TILE, degrees, world
from cartoexp.domain.territoires import Niveau
from cartoexp.services.grille import Contenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.grille import GrilleService
    from cartoexp.services.outlines import Outlines

ZOOM = 10
UNITS = 4096
"""Units along the side of a tile."""
MARGIN = 64
"""Units kept around a tile, so that the cut is never seen."""
KEPT = 256
"""Tiles kept by a process: some five kilobytes each."""
QUALITY = 5
"""As small as the best one on so little, ten times sooner."""
LEAST = 4
"""Points that make a surface, the first one again at the end."""


@dataclass(frozen=True, repr=False)
class VecteurService:
    """Cuts tiles out of the exact outlines, which are in memory anyway."""

    outlines: Outlines
    grille: GrilleService

    def tile(self, x: int, y: int) -> Contenu | None:
        """Return the communes of a tile of zoom 10, as JSON; ``None`` when it holds no land.

        ``rangs`` lists their ranks; ``traces``, for each, its rings: the first point, then the
        moves to the others and back to it; ``lieux`` gives the name, the inhabitants and the
        place of the communes whose centre is in the tile. Units: 4096 along the tile, y south.
        """
        return self._tile(x, y)

    @cached_property
    def _tile(self) -> Callable[[int, int], Contenu | None]:
        return lru_cache(maxsize=KEPT)(self._cut)

    def _cut(self, x: int, y: int) -> Contenu | None:
        corner = np.array([x, y]) * TILE
        around = np.array([[-MARGIN, UNITS + MARGIN], [UNITS + MARGIN, -MARGIN]]) * TILE / UNITS
        held = self.outlines.within(degrees(corner + around, ZOOM).ravel().tolist())
        if not held:
            return None
        ranks = self.grille.index(Niveau.COMMUNE)
        by_rank = sorted((ranks[commune.code], shape) for commune, shape in held)
        shapes = np.array([shape for _, shape in by_rank])
        rings = _rings(shapely.transform(shapes, partial(_local, corner=corner)))
        drawn = [(rank, found) for (rank, _), found in zip(by_rank, rings, strict=True) if found]
        if not drawn:
            return None
        record = {
            "rangs": [rank for rank, _ in drawn],
            "traces": [found for _, found in drawn],
            "lieux": _places([commune for commune, _ in held], corner),
        }
        content = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        return Contenu(brotli.compress(content, quality=QUALITY))


def _places(
    communes: list[Territoire], corner: NDArray[np.int64]
) -> list[tuple[str, int, int, int]]:
    """Return (name, inhabitants, x, y) of the communes centred in the tile, the largest first."""
    known = [t for t in communes if t.centre is not None]
    points = _local(np.array([t.centre for t in known]).reshape(-1, 2), corner)
    inside = np.all((points >= 0) & (points < UNITS), axis=1)
    found = [
        (known[i].nom, known[i].population or 0, *np.rint(points[i]).astype(int).tolist())
        for i in np.flatnonzero(inside).tolist()
    ]
    return sorted(found, key=lambda place: (-place[1], place[0]))


def _local(lonlat: NDArray[np.float64], corner: NDArray[np.int64]) -> NDArray[np.float64]:
    return (world(lonlat, ZOOM) - corner) * UNITS / TILE


def _rings(shapes: NDArray[np.object_]) -> list[list[list[int]]]:
    """Return the rings of each shape in units, cut to the tile and its margin.

    All at once: a loop over shapes takes four times as long.
    """
    box = (-MARGIN, -MARGIN, UNITS + MARGIN, UNITS + MARGIN)
    parts, shape_of = shapely.get_parts(shapely.clip_by_rect(shapes, *box), return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    exact, ring_of = shapely.get_coordinates(rings, return_index=True)
    points = np.rint(exact).astype(np.int64)
    firsts = np.diff(ring_of, prepend=-1) != 0
    moved = firsts | np.any(np.diff(points, axis=0, prepend=0) != 0, axis=1)
    points, ring_of, firsts = points[moved], ring_of[moved], firsts[moved]
    moves = np.where(firsts[:, np.newaxis], points, np.diff(points, axis=0, prepend=0))
    values = moves.ravel().tolist()
    bounds = [*np.flatnonzero(firsts).tolist(), len(points)]
    found: list[list[list[int]]] = [[] for _ in shapes]
    for start, stop in pairwise(bounds):
        if stop - start >= LEAST:
            found[shape_of[part_of[ring_of[start]]]].append(values[2 * start : 2 * stop])
    return found
