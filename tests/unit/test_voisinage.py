"""How two territories stand to each other."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.domain.voisinage import (
    EARTH_RADIUS_KM,
    NEARBY_KM,
    Relation,
    distance_km,
    holds,
    relation,
)
from tests.factories import make_territoire

REGION = make_territoire(niveau=Niveau.REGION, code="32", code_departement=None, code_region=None)
NORD = make_territoire(niveau=Niveau.DEPARTEMENT, code="59", code_departement=None)
EPCI = make_territoire(niveau=Niveau.EPCI, code="200044618")
DOUAI = make_territoire(code_epci="200044618")
ARLEUX = make_territoire(code="59015", centre=(3.1, 50.28), code_epci="200044618")
LENS = make_territoire(
    code="62498", centre=(2.83, 50.43), code_departement="62", code_epci="246200364"
)
LILLE = make_territoire(code="59350", centre=(3.06, 50.63), code_epci="200093201")
NICE = make_territoire(code="06088", centre=(7.26, 43.7), code_departement="06", code_region="93")
CENTRES = st.tuples(st.floats(-179, 179), st.floats(-89, 89))


def at(centre: tuple[float, float] | None) -> Territoire:
    return make_territoire(centre=centre)


@pytest.mark.parametrize(
    ("here", "other", "expected"),
    [
        (DOUAI, DOUAI, Relation.ICI),
        (DOUAI, ARLEUX, Relation.MEME_EPCI),
        (DOUAI, LENS, Relation.PROCHE),
        (DOUAI, LILLE, Relation.PROCHE),
        (DOUAI, NORD, Relation.AU_DESSUS),
        (DOUAI, EPCI, Relation.AU_DESSUS),
        (DOUAI, REGION, Relation.AU_DESSUS),
        (DOUAI, NICE, None),
        (EPCI, DOUAI, Relation.INTERIEUR),
        (REGION, DOUAI, Relation.INTERIEUR),
        (NORD, LENS, None),
        (NORD, make_territoire(niveau=Niveau.DEPARTEMENT, code="62"), None),
    ],
)
def test_each_relation(here: Territoire, other: Territoire, expected: Relation | None) -> None:
    assert relation(here, other)[0] is expected


def test_levels_that_share_a_code_are_not_the_same_territory() -> None:
    commune = make_territoire(code="59")
    assert relation(NORD, commune)[0] is Relation.INTERIEUR
    assert relation(commune, NORD)[0] is Relation.AU_DESSUS


def test_a_departement_that_holds_a_part_stands_above() -> None:
    aisne = make_territoire(niveau=Niveau.DEPARTEMENT, code="02", code_departement=None)
    assert relation(EPCI, aisne)[0] is None
    assert relation(EPCI, aisne, {aisne.cle})[0] is Relation.AU_DESSUS


def test_distances_are_told_between_neighbours_only() -> None:
    assert relation(DOUAI, LENS)[1] == pytest.approx(18.9, abs=0.3)
    assert relation(DOUAI, ARLEUX)[1] == pytest.approx(10.1, abs=0.3)
    assert relation(DOUAI, NORD)[1] is None


def test_without_a_centre_there_is_no_neighbour() -> None:
    assert relation(at(None), LENS) == (None, None)
    assert distance_km(DOUAI, at(None)) is None


def test_no_epci_is_no_common_epci() -> None:
    here, other = at((3.0, 50.0)), make_territoire(code="59001", centre=(3.0, 50.01))
    assert relation(here, other)[0] is Relation.PROCHE


@given(CENTRES, CENTRES)
def test_the_distance_is_a_distance(a: tuple[float, float], b: tuple[float, float]) -> None:
    there, back = distance_km(at(a), at(b)), distance_km(at(b), at(a))
    assert there is not None
    assert back is not None
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= pi * EARTH_RADIUS_KM + 1e-6


@given(CENTRES, CENTRES)
def test_the_limit_only_leaves_out_what_is_farther(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    full, cut = distance_km(at(a), at(b)), distance_km(at(a), at(b), NEARBY_KM)
    assert full is not None
    assert cut == (full if full <= NEARBY_KM else None)


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert distance_km(at((3.0, 50.0)), at((3.0, 51.0))) == pytest.approx(111.2, abs=0.1)


def test_nothing_holds_itself() -> None:
    for territoire in (REGION, NORD, EPCI, DOUAI):
        assert not holds(territoire, territoire)
