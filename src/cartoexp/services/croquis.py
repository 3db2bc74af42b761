"""Use case: outlines and points of a small fixed map, as SVG path data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.cadres import Cadre, frame_of
from cartoexp.domain.territoires import Niveau
from cartoexp.services.contours import FILES
from cartoexp.services.dessins.traces import path_data
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cartoexp.domain.territoires import Territoire

    Cle = tuple[Niveau, str]

TOLERANCE = 1.2
"""Simplification, in units of the map."""
COARSE = 4.0
"""Simplification of a background on which nothing is read but where things are."""
SMALLEST = 3.0
"""Rings of the background under this area, in square units, are left out."""


@dataclass(frozen=True)
class CroquisService:
    """Draws from the simplified outlines of the reference; what was drawn once is kept."""

    folder: Path
    _read: dict[Niveau, dict[str, bytes]] = field(default_factory=dict, init=False)
    _areas: dict[Cle, str | None] = field(default_factory=dict, init=False)
    _levels: dict[Niveau, dict[str, str]] = field(default_factory=dict, init=False)
    _points: dict[Cle, tuple[float, float] | None] = field(default_factory=dict, init=False)

    @cached_property
    def fond(self) -> str:
        """Path data of all départements, simplified together so that their edges still meet."""
        shapes = [_projected(wkb) for wkb in self._outlines(Niveau.DEPARTEMENT).values()]
        kept = np.array([s for s in shapes if s is not None], dtype=object)
        return "".join(path_data(s, SMALLEST) for s in shapely.coverage_simplify(kept, TOLERANCE))

    @cached_property
    def esquisse(self) -> str:
        """Path data of all régions, coarse: a background that costs little to send."""
        shapes = [_projected(wkb) for wkb in self._outlines(Niveau.REGION).values()]
        kept = np.array([s for s in shapes if s is not None], dtype=object)
        return "".join(path_data(s, COARSE**2) for s in shapely.coverage_simplify(kept, COARSE))

    def level(self, niveau: Niveau, territoires: Sequence[Territoire]) -> Mapping[str, str]:
        """Return the path data of the territories of a level, by code, drawn together once.

        A commune is too small at this scale: it is a dot at its centre, to be stroked.
        """
        if niveau not in self._levels:
            drawn = self._dots(territoires) if niveau is Niveau.COMMUNE else self._together(niveau)
            self._levels[niveau] = drawn
        return self._levels[niveau]

    def _together(self, niveau: Niveau) -> dict[str, str]:
        shapes = {code: _projected(wkb) for code, wkb in self._outlines(niveau).items()}
        kept = {code: shape for code, shape in shapes.items() if shape is not None}
        simple = shapely.coverage_simplify(np.array([*kept.values()], dtype=object), TOLERANCE)
        return {c: path_data(s, SMALLEST) for c, s in zip(kept, simple, strict=True)}

    def _dots(self, territoires: Sequence[Territoire]) -> dict[str, str]:
        by_frame: dict[Cadre, list[Territoire]] = defaultdict(list)
        for t in territoires:
            if t.centre and (cadre := frame_of(*t.centre)):
                by_frame[cadre].append(t)
        found: dict[str, str] = {}
        for cadre, inside in by_frame.items():
            places = np.rint(cadre.project(np.array([t.centre for t in inside]))).astype(int)
            codes = [t.code for t in inside]
            found |= {c: f"M{x} {y}h0" for c, (x, y) in zip(codes, places.tolist(), strict=True)}
        return found

    def area(self, territoire: Territoire) -> str | None:
        """Return the path data of a région, a département or an EPCI; ``None`` when not drawn."""
        if territoire.niveau not in FILES:
            return None
        if territoire.cle not in self._areas:
            self._areas[territoire.cle] = self._area(territoire)
        return self._areas[territoire.cle]

    def point(self, territoire: Territoire) -> tuple[float, float] | None:
        """Return the place of a territory's centre, in units; ``None`` in no frame."""
        if territoire.cle not in self._points:
            self._points[territoire.cle] = _place(territoire.centre)
        return self._points[territoire.cle]

    def _area(self, territoire: Territoire) -> str | None:
        wkb = self._outlines(territoire.niveau).get(territoire.code)
        shape = None if wkb is None else _projected(wkb)
        if shape is None:
            return None
        # Nothing may vanish: what is thinner than a unit is drawn as its bounds, a unit wider.
        seen = path_data(shape.simplify(TOLERANCE / 2))
        return seen or path_data(shape.envelope.buffer(1, join_style="mitre"))

    def _outlines(self, niveau: Niveau) -> dict[str, bytes]:
        if niveau not in self._read:
            path = self.folder / "contours" / f"{FILES[niveau]}.parquet"
            table = read_table(path, ["code", "geometry"])
            pairs = zip(table["code"].to_pylist(), table["geometry"].to_pylist(), strict=True)
            self._read[niveau] = dict(pairs)
        return self._read[niveau]


def _place(centre: tuple[float, float] | None) -> tuple[float, float] | None:
    cadre = frame_of(*centre) if centre else None
    if cadre is None:
        return None
    x, y = cadre.project(np.array([centre]))[0]
    return round(float(x), 1), round(float(y), 1)


def _projected(wkb: bytes) -> shapely.Geometry | None:
    shape = shapely.from_wkb(wkb)
    cadre = _frame(shape)
    return None if cadre is None else shapely.transform(shape, cadre.project)


def _frame(shape: shapely.Geometry) -> Cadre | None:
    inside = shape.representative_point()
    return frame_of(inside.x, inside.y)
