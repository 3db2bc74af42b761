"""Use case: a small map around one territory, as SVG path data: where it is, among what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.etiquettes import Etiquette, place
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.contours import FILES
from cartoexp.store.reference import outlines, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

    Shape = tuple[Territoire, shapely.Geometry]

WIDTH, HEIGHT = 960, 720
"""Size of the map, in units; y grows downwards."""
MARGIN = 0.07
"""Room around what must be seen, as a share of the map."""
TOLERANCE = 3.0
"""Simplification, in units of the map: about a pixel as it is shown."""
NAMED, CANDIDATES = 12, 36
"""Most names beside that of the territory, and how many of the largest are tried."""
OWN_SIZE, NAME_SIZE = 40, 32
"""Size of the names, in units: 11 px or more once the map is shown, even on a phone."""
KEPT = 64
"""Maps kept in memory, 10 to 60 KB each."""
ALONE = {Niveau.COMMUNE: 3.0, Niveau.EPCI: 1.3, Niveau.REGION: 2.2}
"""How many times its own size is shown around a territory that is not seen inside another."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Path data, in units: neighbours, the whole it belongs to and its outline, the territory.

    ``ensemble`` and ``contour`` are empty, and ``tout`` is ``None``, where nothing holds it;
    ``nom`` is where its name is written; ``noms`` are those of the largest territories around.
    """

    voisins: str
    ensemble: str
    contour: str
    ici: str
    nom: tuple[int, int]
    tout: Territoire | None
    noms: tuple[Etiquette, ...] = ()


@dataclass(frozen=True)
class PlanService:
    """Draws from the exact outlines of communes and the simplified ones of larger levels."""

    territoires: TerritoireService
    folder: Path

    def around(self, here: Territoire) -> Plan | None:
        """Return the map around a territory, ``None`` for one that has no outline."""
        return self._kept(here.niveau, here.code)

    @cached_property
    def _kept(self) -> Callable[[Niveau, str], Plan | None]:
        """The last maps drawn: some territories are asked for again and again."""
        return lru_cache(maxsize=KEPT)(lambda *key: self._draw(self.territoires.get(*key)))

    def _draw(self, here: Territoire) -> Plan | None:
        if here.centre is None:
            return None
        whole = self._whole(here)
        own, together = self._parts(here, here), self._parts(whole, here) if whole else []
        if not own:
            return None
        island = here.niveau is Niveau.REGION and here.zone is not Zone.METRO
        grow = 1.0 if together or island else ALONE.get(here.niveau, 1.0)
        seen = _bounds([s for _, s in together or own], grow)
        frame = _Frame.around(seen)
        held = {t.cle for t, _ in together} - {t.cle for t, _ in own}
        mine = {t.cle for t, _ in own}
        drawn = frame.draw(self._background(here, frame.bounds))
        (nom,) = _middles([_merged([s for t, s in drawn if t.cle in mine])])
        return Plan(
            voisins=_paths(s for t, s in drawn if t.cle not in held | mine),
            ensemble=_paths(s for t, s in drawn if t.cle in held),
            contour=_paths(
                [_merged([s for t, s in drawn if t.cle in held | mine])] if whole else []
            ),
            ici=_paths(s for t, s in drawn if t.cle in mine),
            nom=nom,
            tout=whole,
            noms=_names([d for d in drawn if d[0].cle not in mine], here, nom),
        )

    def _whole(self, here: Territoire) -> Territoire | None:
        find = self.territoires.find
        if here.niveau in {Niveau.COMMUNE, Niveau.EPT}:
            return find(Niveau.EPCI, here.code_epci)
        return find(Niveau.REGION, here.code_region) if here.niveau is Niveau.DEPARTEMENT else None

    def _parts(self, outer: Territoire, here: Territoire) -> list[Shape]:
        """Return what ``outer`` is made of, at the level that the map of ``here`` is drawn from."""
        drawn = _drawn_from(here.niveau)
        members = [outer] if outer.niveau is drawn else self.territoires.members(outer, drawn)
        if drawn is not Niveau.COMMUNE:
            level = self._levels[drawn]
            return [(t, level[t.code]) for t in members if t.code in level]
        shapes = ((t, self.territoires.outlines.shape(t)) for t in members)
        return [(t, s) for t, s in shapes if s is not None]

    def _background(self, here: Territoire, bounds: Sequence[float]) -> list[Shape]:
        drawn = _drawn_from(here.niveau)
        if drawn is Niveau.COMMUNE:
            return self.territoires.outlines.within(bounds)
        box = shapely.box(*bounds)
        level = self._levels[drawn]
        return [
            (self.territoires.get(drawn, code), s) for code, s in level.items() if s.intersects(box)
        ]

    @cached_property
    def _levels(self) -> dict[Niveau, dict[str, shapely.Geometry]]:
        found = {}
        for niveau in (Niveau.DEPARTEMENT, Niveau.REGION):
            table = read_table(
                self.folder / "contours" / f"{FILES[niveau]}.parquet", ["code", "geometry"]
            )
            shapes = outlines(table["geometry"].to_pylist())
            found[niveau] = dict(zip(table["code"].to_pylist(), shapes.tolist(), strict=True))
        return found


def _drawn_from(niveau: Niveau) -> Niveau:
    """Return the level of the pieces of a map: communes up to the EPCI, then its own level."""
    return niveau if niveau in {Niveau.DEPARTEMENT, Niveau.REGION} else Niveau.COMMUNE


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world shown: its bounds in degrees, and units a degree of latitude."""

    bounds: tuple[float, float, float, float]
    scale: float
    shrink: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> _Frame:
        """Return the frame that shows these bounds, with a margin, in the shape of the map."""
        west, south, east, north = bounds
        shrink = cos(radians((south + north) / 2))
        room = 1 - 2 * MARGIN
        scale = min(
            WIDTH * room / max(1e-9, (east - west) * shrink),
            HEIGHT * room / max(1e-9, north - south),
        )
        lon, lat = (west + east) / 2, (south + north) / 2
        half_lon, half_lat = WIDTH / scale / shrink / 2, HEIGHT / scale / 2
        box = (lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)
        return cls(box, scale, shrink)

    def draw(self, shapes: Sequence[Shape]) -> list[Shape]:
        """Return shapes in units, simplified together, cut just out of sight."""
        moved = shapely.transform(np.array([s for _, s in shapes], dtype=object), self._units)
        plain = shapely.coverage_simplify(moved, TOLERANCE, simplify_boundary=True)
        cut = shapely.clip_by_rect(plain, -20, -20, WIDTH + 20, HEIGHT + 20)
        return [(t, s) for (t, _), s in zip(shapes, cut, strict=True) if not s.is_empty]

    def _units(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        west, _, _, north = self.bounds
        x = (lonlat[:, 0] - west) * self.shrink * self.scale
        return np.column_stack([x, (north - lonlat[:, 1]) * self.scale])


def _bounds(shapes: Sequence[shapely.Geometry], grow: float) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    lon, lat = (west + east) / 2, (south + north) / 2
    half_lon, half_lat = (east - west) / 2 * grow, (north - south) / 2 * grow
    return lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat


def _merged(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    if len(shapes) == 1:
        return shapes[0]
    return shapely.coverage_union_all(np.array(shapes, dtype=object))


def _middles(shapes: Sequence[shapely.Geometry]) -> list[tuple[int, int]]:
    """Return a point inside each shape, in whole units."""
    inside = shapely.point_on_surface(np.array(shapes, dtype=object))
    whole = np.rint(shapely.get_coordinates(inside)).astype(int).tolist()
    return [(x, y) for x, y in whole]


def _names(drawn: Sequence[Shape], here: Territoire, nom: tuple[int, int]) -> tuple[Etiquette, ...]:
    """Return the names of the largest territories in view that leave room for each other."""
    largest = sorted(drawn, key=lambda d: (-(d[0].population or 0), d[0].code))[:CANDIDATES]
    middles = _middles([s for _, s in largest])
    wanted = [Etiquette(t.nom, x, y) for (t, _), (x, y) in zip(largest, middles, strict=True)]
    own = Etiquette(here.nom, *nom).box(OWN_SIZE)
    return tuple(place(wanted, [own], NAME_SIZE, (WIDTH, HEIGHT), NAMED))


def _paths(shapes: Iterable[shapely.Geometry]) -> str:
    """Return path data in whole numbers: each ring begins where it is, then moves step by step."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    coordinates, owners = shapely.get_coordinates(rings, return_index=True)
    if not len(owners):
        return ""
    whole = np.rint(coordinates).astype(np.int32)
    # One list for all rings: a step leads to each point from the one before.
    steps = np.diff(whole, axis=0, prepend=0)
    first = np.diff(owners, prepend=-1) > 0
    last = np.append(first[1:], True)  # closes the ring: « z » says it
    kept = first | (steps.any(axis=1) & ~last)
    moves, numbers = np.where(first[:, None], whole, steps)[kept].tolist(), owners[kept]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    ends = [*starts[1:], len(moves)]
    return "".join(
        _ring(moves[start:end])
        for start, end in zip(starts, ends, strict=True)
        if end - start > 2  # noqa: PLR2004
    )


def _ring(moves: list[list[int]]) -> str:
    """Write where a ring begins, then its steps."""
    (x, y), *steps = moves
    return f"M{x} {y}l{' '.join([f'{x} {y}' for x, y in steps])}z"
