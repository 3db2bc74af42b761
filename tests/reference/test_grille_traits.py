"""Boundaries: of the right kind, each one once, and the same after the way through bytes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import brotli
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.mercator import world
from cartoexp.reference.grille.arcs import (
    DEPARTEMENT,
    EPCI,
    OUTER,
    REGION,
    Arc,
    Owner,
    arcs,
)
from cartoexp.reference.grille.traits import FILES, ZOOM, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.reference.conftest import Committed

LIMITS = {"departement": 20_000, "epci": 45_000}
points = st.lists(
    st.tuples(st.integers(0, 262_143), st.integers(0, 262_143)), min_size=2, max_size=9
)


def edges(found: Iterable[Arc]) -> Counter[Any]:
    """How often each edge is drawn, whichever way."""
    lines = (pairwise(map(tuple, arc.points.tolist())) for arc in found)
    return Counter(frozenset(edge) for line in lines for edge in line)


@given(st.lists(st.tuples(st.integers(0, 3), points), max_size=6))
def test_arcs_come_back_from_bytes(drawn: list[tuple[int, list[tuple[int, int]]]]) -> None:
    found = [Arc(kind, np.array(line)) for kind, line in drawn]
    back = decode(encode(found))
    assert Counter(arc.kind for arc in back) == Counter(arc.kind for arc in found)
    assert edges(back) == edges(found)


def test_arcs_are_written_as_they_are_described() -> None:
    """Each one starts from its end that is nearer: here, the second point."""
    first, second = Arc(1, np.array([[3, 4], [2, 4]])), Arc(0, np.array([[100, 4], [3, 5]]))
    assert encode([first]) == bytes([2, 1, 4, 8, 2, 0])
    assert encode([first, second]) == bytes([2, 1, 4, 8, 2, 0, 2, 0, 2, 2, 0xC2, 1, 1])


def test_each_boundary_has_the_kind_of_the_largest_territories_that_it_parts() -> None:
    """Four squares in a row: two EPCI of a département, another département, another région."""
    owners = [
        Owner("A", "1", "x"),
        Owner("A", "1", "y"),
        Owner("A", "2", "y"),
        Owner("B", "3", "z"),
    ]
    shapes = np.array([shapely.box(100 * i, 0, 100 * (i + 1), 100) for i in range(4)])
    found = arcs(shapes, owners, 1)
    at = {arc.kind: sorted({x for x, _ in arc.points.tolist()}) for arc in found}
    assert at == {OUTER: [0, 100, 200, 300, 400], EPCI: [100], DEPARTEMENT: [200], REGION: [300]}
    assert set(edges(found).values()) == {1}
    outer = next(arc for arc in found if arc.kind == OUTER)
    assert outer.points[0].tolist() == outer.points[-1].tolist()


@pytest.fixture(scope="module")
def found(committed: Committed) -> dict[str, list[Arc]]:
    """The arcs of each committed file."""
    folder = committed.folder / "grille"
    return {name: decode((folder / f"traits-{name}.bin").read_bytes()) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_files_are_light_and_hold_their_kinds(
    committed: Committed, found: dict[str, list[Arc]], name: str
) -> None:
    content = (committed.folder / "grille" / f"traits-{name}.bin.br").read_bytes()
    assert len(content) <= LIMITS[name]
    assert decode(brotli.decompress(content))[0].points.tolist() == found[name][0].points.tolist()
    assert {arc.kind for arc in found[name]} == FILES[name]


def test_no_edge_is_drawn_twice(found: dict[str, list[Arc]]) -> None:
    assert set(edges(arc for arcs in found.values() for arc in arcs).values()) == {1}


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("regions", {OUTER, REGION}),
        ("departements", {OUTER, REGION, DEPARTEMENT}),
        ("epci", {OUTER, REGION, DEPARTEMENT, EPCI}),
    ],
)
def test_boundaries_part_every_territory_from_all_others(
    committed: Committed, found: dict[str, list[Arc]], level: str, kinds: set[int]
) -> None:
    """The faces that the arcs close: none holds the inside of two territories."""
    drawn = (a for arcs in found.values() for a in arcs if a.kind in kinds)
    noded = shapely.union_all([shapely.LineString(arc.points) for arc in drawn])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside = shapely.get_coordinates(shapely.point_on_surface(committed.outlines(level)))
    places = shapely.points(world(inside, ZOOM))
    held, face = shapely.STRtree(faces).query(places, predicate="within")
    assert held.tolist() == list(range(len(places))), "each one is in one face"
    assert len(set(face.tolist())) == len(places), "and alone there"
