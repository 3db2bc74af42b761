"""Exact outlines in memory: those of the communes, with their tree; the others when asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.territoires import Niveau, Territoire, Zone
from cartoexp.store.reference import read_wkb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.store.reference import Reference

CELL = 0.04
"""Side of a cell of the grid, in degrees: a few communes each."""
ROW = 1 << 20
"""More cells than a row of the grid has: makes one number of two."""
MANY = 16
"""Bits for how many communes touch a cell."""


@dataclass(frozen=True, repr=False)
class Outlines:
    """Outlines of the reference, in degrees (WGS 84, EPSG:4326); read-only."""

    reference: Reference
    folder: Path

    @cached_property
    def communes(self) -> list[Territoire]:
        """Communes that have an outline, by code."""
        every = self.reference.territoires
        return [t for t in every if t.niveau is Niveau.COMMUNE and t.zone is not Zone.COM]

    @cached_property
    def shapes(self) -> NDArray[np.object_]:
        """Outlines of ``communes``, in their order."""
        wkb = read_wkb(self.folder, Niveau.COMMUNE)
        kept: NDArray[np.object_] = shapely.from_wkb([w for w in wkb if w is not None])
        return kept

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {t.code: row for row, t in enumerate(self.communes)}

    @cached_property
    def _grid(self) -> tuple[dict[int, int], NDArray[np.int64]]:
        """Where the communes whose box touches each cell stand, by number of cell; their rows.

        The place of the first and how many follow are one number: 50,000 cells cost 4 MB less.
        """
        west, south, east, north = np.floor(shapely.bounds(self.shapes).T / CELL).astype(np.int64)
        columns = east - west + 1
        sizes = columns * (north - south + 1)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        rank = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        cells = (south[rows] + rank // columns[rows]) * ROW + west[rows] + rank % columns[rows]
        order = np.argsort(cells, kind="stable")
        numbers, starts = np.unique(cells[order], return_index=True)
        spans = starts << MANY | np.diff(starts, append=len(rows))
        return dict(zip(numbers.tolist(), spans.tolist(), strict=True)), rows[order]

    def locate(self, lon: float, lat: float) -> Territoire | None:
        """Return the commune that holds a point; on a shared boundary the first code wins."""
        cells, inside = self._grid
        held = cells.get(floor(lat / CELL) * ROW + floor(lon / CELL))
        if held is None:
            return None
        first = held >> MANY
        rows = inside[first : first + (held & ~(-1 << MANY))]
        hits = rows[shapely.intersects_xy(self.shapes[rows], lon, lat)]
        return self.communes[hits[0]] if len(hits) else None

    def within(self, bounds: Sequence[float]) -> list[tuple[Territoire, shapely.Geometry]]:
        """Return the communes that touch a box (west, south, east, north) and their outlines."""
        rows = self._tree.query(shapely.box(*bounds), predicate="intersects")
        return [(self.communes[row], self.shapes[row]) for row in sorted(rows.tolist())]

    def level(self, niveau: Niveau) -> NDArray[np.object_]:
        """Return the outlines of all territories of a level but the COM, by code."""
        if niveau is Niveau.COMMUNE:
            return self.shapes
        wkb = read_wkb(self.folder, niveau)
        kept: NDArray[np.object_] = shapely.from_wkb([w for w in wkb if w is not None])
        return kept

    def shape(self, territoire: Territoire) -> shapely.Geometry | None:
        """Return an outline, ``None`` for a territory that has none."""
        if territoire.zone is Zone.COM:
            return None
        if territoire.niveau is Niveau.COMMUNE:
            return self.shapes[self._rows[territoire.code]]
        # Rarely asked, and heavy: read when wanted, never kept.
        level = [t.code for t in self.reference.territoires if t.niveau is territoire.niveau]
        wkb = read_wkb(self.folder, territoire.niveau)[level.index(territoire.code)]
        return None if wkb is None else shapely.from_wkb(wkb)
