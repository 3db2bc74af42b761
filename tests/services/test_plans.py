"""The small map of a fiche: drawn in its box, the territory whole and in the right place."""

from __future__ import annotations

import re
from math import cos, radians
from typing import TYPE_CHECKING

import pytest
import shapely

from cartoexp.domain.territoires import Niveau
from cartoexp.services.plans import HEIGHT, WIDTH

if TYPE_CHECKING:
    from cartoexp.services.plans import Plan
    from cartoexp.services.registry import Services

SAMPLE = [
    (Niveau.COMMUNE, "59178"),
    (Niveau.COMMUNE, "75056"),
    (Niveau.COMMUNE, "29155"),
    (Niveau.COMMUNE, "97411"),
    (Niveau.EPCI, "200044618"),
    (Niveau.EPT, "200057867"),
    (Niveau.DEPARTEMENT, "59"),
    (Niveau.DEPARTEMENT, "973"),
    (Niveau.REGION, "94"),
    (Niveau.REGION, "01"),
]


def draw(services: Services, niveau: Niveau, code: str) -> Plan:
    plan = services.plans.around(services.territoires.get(niveau, code))
    assert plan is not None
    return plan


def rings(path: str) -> list[shapely.Polygon]:
    """Read path data back: absolute starts, relative steps."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        points = [(int(x), int(y))]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        if len(points) > 2:
            found.append(shapely.Polygon(points))
    return found


@pytest.mark.parametrize(("niveau", "code"), SAMPLE)
def test_the_territory_is_whole_inside_its_map(
    services: Services, niveau: Niveau, code: str
) -> None:
    plan = draw(services, niveau, code)
    shape = shapely.union_all([r.buffer(0) for r in rings(plan.ici)])
    west, north, east, south = shape.bounds
    assert west >= 0
    assert north >= 0
    assert east <= WIDTH
    assert south <= HEIGHT
    assert shape.buffer(2).covers(shapely.Point(plan.nom))


@pytest.mark.parametrize(("niveau", "code"), SAMPLE)
def test_what_is_drawn_keeps_its_proportions(services: Services, niveau: Niveau, code: str) -> None:
    here = services.territoires.get(niveau, code)
    exact = services.territoires.outlines.shape(here)
    assert exact is not None
    west, south, east, north = exact.bounds
    middle = (south + north) / 2
    width = (east - west) * cos(radians(middle))
    drawn = shapely.union_all([r.buffer(0) for r in rings(draw(services, niveau, code).ici)])
    left, top, right, bottom = drawn.bounds
    assert (right - left) / (bottom - top) == pytest.approx(width / (north - south), rel=0.12)


def test_a_commune_is_shown_in_its_epci(services: Services) -> None:
    plan = draw(services, Niveau.COMMUNE, "59178")
    assert plan.tout is not None
    assert plan.tout.code == "200044618"
    assert len(rings(plan.ensemble)) >= 34
    assert plan.contour
    assert plan.voisins


def test_what_nothing_holds_stands_alone(services: Services) -> None:
    ouessant = draw(services, Niveau.COMMUNE, "29155")
    assert (ouessant.tout, ouessant.ensemble, ouessant.contour) == (None, "", "")


def test_a_collectivity_has_no_map(services: Services) -> None:
    for key in ((Niveau.COMMUNE, "98735"), (Niveau.DEPARTEMENT, "987")):
        assert services.plans.around(services.territoires.get(*key)) is None


def test_every_territory_with_an_outline_has_a_map(services: Services) -> None:
    for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPT):
        for territoire in services.territoires.level(niveau, com=False):
            assert services.plans.around(territoire) is not None, territoire.nom
