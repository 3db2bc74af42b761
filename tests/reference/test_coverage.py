"""A coverage without overlap or gap, its holes, its dissolved and simplified levels."""

import math

import pytest
import shapely

from cartoexp.reference import coverage
from cartoexp.reference.centres import centres, middle
from cartoexp.reference.gaps import KNOWN, explain
from cartoexp.reference.positions import locate
from cartoexp.reference.projections import area_km2, project
from cartoexp.reference.simplify import simplify
from tests.reference.builders import square

OVERLAPPING = {"01001": square(0, 0, 1.0004), "01002": square(1, 0)}


def test_overlaps_are_found_and_mended() -> None:
    assert coverage.mismatched(OVERLAPPING) == ["01001", "01002"]
    assert not coverage.is_valid(OVERLAPPING)
    cleaned = coverage.clean(OVERLAPPING)
    assert coverage.is_valid(cleaned)
    assert coverage.mismatched(cleaned) == []
    union = shapely.union_all(list(cleaned.values()))
    assert union.equals(square(0, 0, 2))


def test_a_narrow_gap_is_closed_and_a_wide_one_is_not() -> None:
    ring = {
        "01001": square(0, 0, 3),
        "01002": square(0, 2, 3),
        "01003": square(0, 1, 1),
        "01004": square(2, 1, 1),
    }
    wide = coverage.clean(ring)
    assert [mass for mass, _ in coverage.holes(wide)] == ["metro"]
    narrow = coverage.clean(ring | {"01005": square(1, 1, 0.9996)})
    assert coverage.holes(narrow) == []


def test_landmasses_are_kept_apart() -> None:
    assert coverage.by_landmass(["97201", "01001", "97101"]) == {
        "metro": ["01001"],
        "971": ["97101"],
        "972": ["97201"],
    }


def test_dissolve_of_communes_without_outline_is_nothing() -> None:
    assert coverage.dissolve({}, ["98735"]) is None


def test_known_gaps_are_explained_and_others_are_not() -> None:
    llivia = shapely.Point(1.98, 42.465).buffer(0.01)
    elsewhere = square(0, 0)
    explained, unexplained = explain([("metro", llivia), ("metro", elsewhere)])
    assert len(explained) == len(unexplained) == 1
    assert "Llívia" in explained[0]


def test_a_known_gap_that_grew_is_no_longer_explained() -> None:
    gap = KNOWN[1]
    explained, unexplained = explain([("metro", shapely.Point(gap.lon, gap.lat).buffer(0.01))])
    assert explained == []
    assert len(unexplained) == 1


def test_areas_are_those_of_the_projection() -> None:
    degree = shapely.box(2.0, 46.0, 2.1, 46.1)
    on_sphere = (0.1 * 111.2) ** 2 * math.cos(math.radians(46.05))
    assert area_km2(degree, "23001") == pytest.approx(on_sphere, rel=0.01)
    back = project(project(degree, "23001"), "23001", inverse=True)
    assert shapely.hausdorff_distance(degree, back) < 1e-9


def test_simplified_outlines_share_their_edges() -> None:
    bumps = [(2.1 + 0.001 * (i % 2), 48.0 + 0.01 * i) for i in range(11)]
    left = shapely.Polygon([(2.0, 48.0), *bumps, (2.0, 48.1)])
    right = shapely.Polygon([(2.2, 48.0), *bumps, (2.2, 48.1)])
    simple = simplify({"L": left, "R": right}, {"L": "01001", "R": "01002"}, 1000.0)
    assert coverage.is_valid(simple)
    assert shapely.get_num_coordinates(simple["L"]) < shapely.get_num_coordinates(left)


def test_the_centre_of_a_crescent_is_inside_it() -> None:
    crescent = shapely.difference(
        shapely.Point(2, 48).buffer(0.1), shapely.Point(2.03, 48).buffer(0.09)
    )
    assert not crescent.contains(crescent.centroid)
    assert crescent.contains(middle(crescent))


def test_the_centre_is_the_mairie_where_it_is_known() -> None:
    mairie = shapely.Point(2.01, 48.01)
    found = centres({"01001": square(0, 0), "01002": square(1, 0)}, {"01001": mairie})
    assert found["01001"] == mairie
    assert square(1, 0).contains(found["01002"])


def test_a_mairie_outside_its_commune_is_looked_for_in_older_releases() -> None:
    outlines = {"01001": square(0, 0), "01002": square(1, 0), "01003": square(2, 0)}
    inside = {code: shape.centroid for code, shape in outlines.items()}
    newest = {"01001": inside["01001"], "01002": inside["01001"], "01003": inside["01001"]}
    positions = locate(outlines, [newest, {"01002": inside["01002"]}])
    assert positions.points == {"01001": inside["01001"], "01002": inside["01002"]}
    assert positions.hors_commune == ["01002", "01003"]
    assert positions.reprises == ["01002"]
    assert positions.retirees == ["01003"]
    assert positions.connues == 3
