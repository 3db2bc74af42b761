"""Use case: the shapes of a static map, frame by frame."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain import planches
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.contours import FILES
from cartoexp.services.dessins.feuille import Feuille
from cartoexp.services.dessins.traces import lines_data, paths
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cartoexp.domain.cadres import Cadre
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

TOLERANCE = 1.2
"""Simplification, in units: half a pixel where a map of 1,000 units is 420 pixels wide."""
MANY, FINE_ENOUGH = 1_000, 2.0
"""From how many shapes on a map is drawn more simply, and how."""
TOLERANCES = {Niveau.EPCI: FINE_ENOUGH, Niveau.COMMUNE: 2.4}
"""The same for the whole of France; communes: boundaries over a painted picture."""
SMALLEST = 3.0
"""Rings of a territory under this area, in square units, are left out but the largest."""
ABOVE = {
    Niveau.COMMUNE: Niveau.DEPARTEMENT,
    Niveau.EPCI: Niveau.DEPARTEMENT,
    Niveau.DEPARTEMENT: Niveau.REGION,
}
"""Level whose boundaries are drawn over another one."""
KEPT = 48
"""Maps of a part of France kept in memory, 10 to 300 KB each."""


@dataclass(frozen=True)
class DessinService:
    """Draws from the simplified outlines of larger levels and the exact ones of communes."""

    territoires: TerritoireService
    folder: Path
    _read: dict[Niveau, dict[str, shapely.Geometry]] = field(default_factory=dict, init=False)
    _france: dict[Niveau, tuple[Feuille, ...]] = field(default_factory=dict, init=False)
    _zones: OrderedDict[tuple[object, ...], Feuille] = field(
        default_factory=OrderedDict, init=False
    )
    _lock: Lock = field(default_factory=Lock, init=False)

    def warm(self) -> None:
        """Draw France by région, département and EPCI now, before the workers are forked."""
        for niveau in FILES:
            self.france(niveau)

    def france(self, niveau: Niveau) -> Sequence[Feuille]:
        """Return France by territory of a level: the main frame, then the insets.

        The communes are too many for the main frame, which then holds the boundaries of the
        départements alone: they are painted as a picture.
        """
        with self._lock:
            if niveau not in self._france:
                self._france[niveau] = self._draw(niveau)
        return self._france[niveau]

    def fonds(self) -> Sequence[Feuille]:
        """Return the frames of France with its land alone, for what is marked on it."""
        drawn = self.france(Niveau.DEPARTEMENT)
        return [replace(f, traces={}, fond="".join(f.traces.values()), traits="") for f in drawn]

    def traces(self, niveau: Niveau, code: str) -> list[str]:
        """Return the path data of a territory in each frame of France, empty where it is not."""
        if niveau not in FILES:
            return []
        found = [f.traces.get(code, "") for f in self.france(niveau)]
        return found + [""] * (len(self.france(Niveau.DEPARTEMENT)) - len(found))

    def zone(self, niveau: Niveau, parent: Territoire) -> Feuille | None:
        """Return the territories of a level inside another one; ``None`` without an outline."""
        key = (niveau, *parent.cle)
        with self._lock:
            if key in self._zones:
                self._zones.move_to_end(key)
                return self._zones[key]
        made = self._draw_zone(niveau, parent)
        if made is not None:
            with self._lock:
                self._zones[key] = made
                while len(self._zones) > KEPT:
                    self._zones.popitem(last=False)
        return made

    def _draw(self, niveau: Niveau) -> tuple[Feuille, ...]:
        main, tolerance = planches.FRANCE, TOLERANCES.get(niveau, TOLERANCE)
        above = _inside(self._outlines(ABOVE[niveau]), main) if niveau in ABOVE else {}
        edges = _edges(main, above, tolerance)
        drawn = {}
        if niveau is not Niveau.COMMUNE:
            drawn = _drawn(main, _inside(self._outlines(niveau), main), tolerance)
        sheet = Feuille(main.nom, planches.WIDTH, planches.HEIGHT, drawn, edges, cadre=main)
        return (sheet, *self._insets(niveau))

    def _insets(self, niveau: Niveau) -> list[Feuille]:
        found = []
        for cadre in planches.OUTRE_MER:
            shapes = self._overseas(niveau, cadre)
            found.append(_inset(cadre, shapes))
        if niveau in {Niveau.DEPARTEMENT, Niveau.COMMUNE}:
            ring = [self.territoires.get(Niveau.DEPARTEMENT, c) for c in sorted(planches.COURONNE)]
            if niveau is Niveau.DEPARTEMENT:
                shapes = {t.code: self._outlines(niveau)[t.code] for t in ring}
            else:
                shapes = {k: s for t in ring for k, s in self._members(niveau, t).items()}
            found.append(_inset(planches.PARIS, shapes))
        return found

    def _overseas(self, niveau: Niveau, cadre: Cadre) -> dict[str, shapely.Geometry]:
        if niveau is not Niveau.COMMUNE:
            return _inside(self._outlines(niveau), cadre)
        places = self.territoires.level(Niveau.DEPARTEMENT, com=False)
        held = [t for t in places if t.zone is Zone.DROM and t.centre and cadre.holds(*t.centre)]
        return {k: s for t in held for k, s in self._members(niveau, t).items()}

    def _members(self, niveau: Niveau, parent: Territoire) -> dict[str, shapely.Geometry]:
        if niveau is parent.niveau:
            return self._shapes(niveau, [parent])
        return self._shapes(niveau, self.territoires.members(parent, niveau))

    def _shapes(self, niveau: Niveau, wanted: Sequence[Territoire]) -> dict[str, shapely.Geometry]:
        if niveau in FILES:
            known = self._outlines(niveau)
            return {t.code: known[t.code] for t in wanted if t.code in known}
        shape = self.territoires.outlines.shape
        found = ((t.code, shape(t)) for t in wanted)
        return {code: s for code, s in found if s is not None}

    def _draw_zone(self, niveau: Niveau, parent: Territoire) -> Feuille | None:
        shapes = self._members(niveau, parent)
        if not shapes:
            return None
        bounds = shapely.total_bounds(np.array([*shapes.values()], dtype=object))
        west, south, east, north = bounds.tolist()
        tolerance = TOLERANCE if len(shapes) < MANY else FINE_ENOUGH
        cadre, largeur, hauteur = planches.around(parent.nom, (west, south, east, north))
        over = ""
        higher = ABOVE.get(niveau)
        if higher and parent.niveau is Niveau.REGION and higher is not Niveau.REGION:
            over = _edges(cadre, self._members(higher, parent))
        return Feuille(
            cadre.nom, largeur, hauteur, _drawn(cadre, shapes, tolerance), over, cadre=cadre
        )

    def _outlines(self, niveau: Niveau) -> dict[str, shapely.Geometry]:
        if niveau not in self._read:
            path = self.folder / "contours" / f"{FILES[niveau]}.parquet"
            table = read_table(path, ["code", "geometry"])
            shapes = shapely.from_wkb(np.array(table["geometry"].to_pylist(), dtype=object))
            pairs = zip(table["code"].to_pylist(), shapes.tolist(), strict=True)
            self._read[niveau] = {code: s for code, s in pairs if s is not None}
        return self._read[niveau]


def _inside(shapes: Mapping[str, shapely.Geometry], cadre: Cadre) -> dict[str, shapely.Geometry]:
    found = {}
    for code, shape in shapes.items():
        place = shape.representative_point()
        if cadre.holds(place.x, place.y):
            found[code] = shape
    return found


def _inset(cadre: Cadre, shapes: Mapping[str, shapely.Geometry]) -> Feuille:
    size = planches.INSET
    return Feuille(cadre.nom, size, size, _drawn(cadre, shapes), cadre=cadre)


def _drawn(
    cadre: Cadre, shapes: Mapping[str, shapely.Geometry], tolerance: float = TOLERANCE
) -> dict[str, str]:
    """Return the path data of shapes (degrees), by code."""
    plain = _plain(cadre, shapes, tolerance)
    return dict(zip(plain, paths([*plain.values()], SMALLEST), strict=True)) if plain else {}


def _edges(
    cadre: Cadre, shapes: Mapping[str, shapely.Geometry], tolerance: float = TOLERANCE
) -> str:
    """Return the edges of shapes (degrees), without their smallest islands."""
    plain = _plain(cadre, shapes, tolerance)
    parts = [p for s in plain.values() for p in shapely.get_parts(s)]
    return lines_data([p for p in parts if p.area >= SMALLEST]) if parts else ""


def _plain(
    cadre: Cadre, shapes: Mapping[str, shapely.Geometry], tolerance: float = TOLERANCE
) -> dict[str, shapely.Geometry]:
    """Return shapes in units, simplified together so that their edges still meet."""
    if not shapes:
        return {}
    moved = shapely.transform(np.array([*shapes.values()], dtype=object), cadre.project)
    return dict(zip(shapes, shapely.coverage_simplify(moved, tolerance).tolist(), strict=True))
