"""Outlines by tile: they hold the points that the exact outlines hold, cut near the tile."""

from __future__ import annotations

import json
from collections import Counter
from functools import reduce
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from cartoexp.domain.mercator import degrees, world
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.services.registry import Services

PLACES = {
    "Paris": (2.35, 48.85),
    "Brest": (-4.48, 48.39),
    "Ajaccio": (8.74, 41.93),
    "Cayenne": (-52.33, 4.93),
    "Saint-Denis": (55.45, -20.88),
}


def read(services: Services, x: int, y: int) -> dict[str, Any]:
    """A tile, as a browser reads it."""
    tile = services.vecteurs.tile(x, y)
    assert tile is not None
    record: dict[str, Any] = json.loads(tile.brut)
    return record


def points(ring: list[int]) -> list[tuple[int, int]]:
    """The points of a ring, in units."""
    xs, ys = accumulate(ring[::2]), accumulate(ring[1::2])
    return list(zip(xs, ys, strict=True))


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_a_point_is_in_the_commune_that_holds_it(
    services: Services, place: tuple[float, float]
) -> None:
    x, y = (world(np.array([place]), 10)[0] // 256).astype(int).tolist()
    record = read(services, x, y)
    codes = services.grille.codes(Niveau.COMMUNE)
    drawn = {}
    for rank, traces in zip(record["rangs"], record["traces"], strict=True):
        rings = [shapely.make_valid(shapely.Polygon(points(ring))) for ring in traces]
        drawn[codes[rank]] = reduce(shapely.symmetric_difference, rings)
    random = np.random.default_rng(10)
    units = random.uniform(0, 4096, (400, 2))
    for unit, (lon, lat) in zip(units, degrees((units / 16) + [x * 256, y * 256], 10), strict=True):
        held = services.territoires.outlines.locate(lon, lat)
        near = shapely.Point(unit).buffer(2)
        found = {code for code, shape in drawn.items() if shape.intersects(near)}
        assert (
            (held is None and not found)
            or (held is not None and held.code in found)
            or (held is None and not any(shape.covers(near) for shape in drawn.values()))
        )


def test_places_are_those_centred_in_the_tile(services: Services) -> None:
    lon, lat = PLACES["Brest"]
    x, y = (world(np.array([(lon, lat)]), 10)[0] // 256).astype(int).tolist()
    lieux = read(services, x, y)["lieux"]
    assert lieux[0][0] == "Brest"
    assert [place[1] for place in lieux] == sorted((place[1] for place in lieux), reverse=True)
    for nom, population, left, top in lieux:
        found = degrees(np.array([[left / 16 + x * 256, top / 16 + y * 256]]), 10)[0]
        held = services.territoires.outlines.locate(*found)
        assert held is not None
        assert (held.nom, held.population or 0) == (nom, population)


def test_rings_stay_near_the_tile_and_come_back(services: Services) -> None:
    record = read(services, 518, 352)
    assert record["rangs"] == sorted(set(record["rangs"]))
    rings = [points(ring) for traces in record["traces"] for ring in traces]
    assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
    every = np.array([point for ring in rings for point in ring])
    assert every.min() == -64
    assert every.max() == 4160


def test_neighbours_share_their_segments(services: Services) -> None:
    """All are rounded alike: each segment inland is drawn by one commune and by another."""
    record = read(services, 522, 355)
    rings = [points(ring) for traces in record["traces"] for ring in traces]
    drawn = Counter(frozenset(ends) for ring in rings for ends in pairwise(ring))
    inland = [ends for ends in drawn if all(0 < v < 4096 for point in ends for v in point)]
    assert len(inland) > 500
    assert {drawn[ends] for ends in inland} == {2}


def test_a_tile_at_sea_is_nothing_and_a_tile_is_made_once(services: Services) -> None:
    assert services.vecteurs.tile(0, 0) is None
    assert services.vecteurs.tile(518, 352) is services.vecteurs.tile(518, 352)
