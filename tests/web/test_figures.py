"""The small fixed map: places fall inside the outlines that the same projection draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from cartoexp.domain.cadres import CADRES, HEIGHT, METROPOLE, WIDTH, frame_of
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.dessins.traces import path_data
from cartoexp.web.figures import Area, Point, france
from tests.web.parsing import SVG, Document

if TYPE_CHECKING:
    from cartoexp.services.registry import Services


def polygons(path: str) -> shapely.Geometry:
    """The shape that path data draws."""
    rings = []
    for start, rest in re.findall(r"M(-?\d+ -?\d+)l([^z]+)z", path):
        steps = [int(n) for n in re.findall(r"-?\d+", rest)]
        moves = np.array(steps).reshape(-1, 2)
        first = np.array([[int(n) for n in start.split()]])
        rings.append(np.vstack([first, first + np.cumsum(moves, axis=0)]))
    return shapely.union_all([shapely.make_valid(shapely.Polygon(r)) for r in rings])


def test_the_background_has_the_size_of_the_map(services: Services) -> None:
    west, north, east, south = polygons(services.croquis.fond).bounds
    assert west >= 0
    assert north >= 0
    assert east <= WIDTH
    assert south <= HEIGHT
    assert east - west > 0.9 * WIDTH


def test_the_background_is_light(services: Services) -> None:
    assert len(services.croquis.fond.encode()) < 60_000


def test_centres_of_communes_fall_in_the_drawn_departement(services: Services) -> None:
    checked, outside = 0, []
    for departement in services.territoires.level(Niveau.DEPARTEMENT, com=False):
        path = services.croquis.area(departement)
        assert path is not None, departement.nom
        drawn = polygons(path).buffer(3)
        for commune in services.territoires.members(departement, Niveau.COMMUNE)[::40]:
            point = services.croquis.point(commune)
            assert point is not None, commune.nom
            checked += 1
            if not drawn.contains(shapely.Point(point)):
                outside.append(commune.nom)
    assert checked > 800
    # Islets thinner than a unit are not drawn in the background of a whole département.
    assert len(outside) <= 2, outside


@pytest.mark.parametrize("niveau", [Niveau.EPCI, Niveau.REGION])
def test_nothing_that_has_an_outline_vanishes(services: Services, niveau: Niveau) -> None:
    places = services.territoires.level(niveau, com=False)
    areas = [services.croquis.area(t) for t in places]
    assert all(area is not None and polygons(area).area > 1 for area in areas)


def test_com_have_no_place(services: Services) -> None:
    com = [t for t in services.territoires.level(Niveau.DEPARTEMENT) if t.zone is Zone.COM]
    assert com
    assert [services.croquis.area(t) for t in com] == [None] * len(com)
    assert {services.croquis.point(t) for t in com} == {None}


@pytest.mark.parametrize("cadre", CADRES)
def test_what_a_frame_holds_falls_in_its_box(cadre: object) -> None:
    assert cadre in CADRES
    frame = next(c for c in CADRES if c is cadre)
    west, south, east, north = frame.bounds
    inside = np.array([((west + east) / 2, (south + north) / 2)])
    (x, y), *_ = frame.project(inside).tolist()
    left, top, width, height = frame.box
    assert left <= x <= left + width
    assert top <= y <= top + height


def test_north_is_up_and_west_is_left() -> None:
    brest, lille, nice = METROPOLE.project(np.array([(-4.5, 48.4), (3.06, 50.6), (7.26, 43.7)]))
    assert brest[0] < lille[0] < nice[0]
    assert lille[1] < brest[1] < nice[1]


@pytest.mark.parametrize(("lon", "lat"), [(-56.3, 46.8), (166.4, -22.3), (0.0, 0.0)])
def test_elsewhere_has_no_frame(lon: float, lat: float) -> None:
    assert frame_of(lon, lat) is None


def test_small_rings_are_left_out_but_never_the_last() -> None:
    island, mainland = shapely.box(50, 50, 51, 51), shapely.box(0, 0, 20, 20)
    both = shapely.MultiPolygon([island, mainland])
    assert path_data(both, smallest=5).count("M") == 1
    assert path_data(both).count("M") == 2
    assert path_data(shapely.MultiPolygon([island]), smallest=5).count("M") == 1


def test_a_picture_is_named_and_its_names_are_escaped() -> None:
    picture = france("M0 0l1 0 0 1z", [Area("A & B", "M0 0l1 0 0 1z")], [Point("<x>", 1, 2)], 'l"a')
    document = Document.of(picture)
    svg = document.one("svg")
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == 'l"a'
    assert {"A & B", "<x>"} <= {t.text for t in svg.iter(f"{SVG}title")}
    assert {"Guadeloupe", "Mayotte"} <= {t.text for t in svg.iter(f"{SVG}text")}
