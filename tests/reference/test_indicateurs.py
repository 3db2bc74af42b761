"""Rules of aggregation, neighbours, ranks, edges: on made-up figures."""

import math

import numpy as np
import pytest
import shapely

from cartoexp.reference.indicators.aggregate import Rule, aggregate
from cartoexp.reference.indicators.centralite import best_rank
from cartoexp.reference.indicators.elus import facts
from cartoexp.reference.indicators.frame import Measure, ratio
from cartoexp.reference.indicators.neighbours import mean_around, sum_around
from cartoexp.reference.indicators.position import distances, outer_edges
from cartoexp.reference.topojson import read_polygons
from tests.reference.builders import square

NAN = float("nan")
POPULATION = np.array([100.0, 300.0, 0.0, 1000.0])
FIRST_THREE, LAST = np.array([0, 1, 2]), np.array([3])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.SOMME, 10.0),
        (Rule.MAXIMUM, 5.0),
        (Rule.MOYENNE, (100 * 2 + 300 * 3) / 400),
        (Rule.AUCUNE, NAN),
        (Rule.PROPRE, NAN),
        (Rule.RECALCUL, NAN),
    ],
)
def test_rules(rule: Rule, expected: float) -> None:
    measure = Measure(np.array([2.0, 3.0, 5.0, 7.0]))
    values = aggregate(measure, rule, [FIRST_THREE], POPULATION)
    assert values == pytest.approx([expected], nan_ok=True)


def test_a_ratio_is_computed_again_from_its_sums() -> None:
    density = ratio(POPULATION, np.array([1.0, 1.0, 2.0, 10.0]))
    assert density.values.tolist() == [100.0, 300.0, 0.0, 100.0]
    values = aggregate(density, Rule.RECALCUL, [FIRST_THREE, LAST], POPULATION)
    assert values.tolist() == [100.0, 100.0]


def test_a_group_known_for_less_than_half_its_people_has_no_value() -> None:
    measure = Measure(np.array([2.0, NAN, 5.0, NAN]))
    values = aggregate(measure, Rule.MOYENNE, [FIRST_THREE, LAST], POPULATION)
    assert np.isnan(values).all()


def test_a_ratio_without_denominator_is_unknown() -> None:
    measure = ratio(np.array([1.0, NAN]), np.array([0.0, 2.0]))
    assert np.isnan(measure.values).all()


def test_ranks_take_the_best_of_several_groups() -> None:
    ranks = best_rank(np.array([10.0, 20.0, 30.0, NAN]), [["a"], ["a", "b"], ["a"], []])
    assert ranks[:3].tolist() == [3.0, 1.0, 1.0]
    assert math.isnan(ranks[3])


def test_sums_and_means_around() -> None:
    pairs = (np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    values, weights = np.array([10.0, NAN, 5.0]), np.array([1.0, 3.0, 1.0])
    assert sum_around(weights, pairs)[:2].tolist() == [4.0, 4.0]
    assert math.isnan(sum_around(weights, pairs)[2])
    assert mean_around(values, weights, pairs)[:2].tolist() == [10.0, 10.0]


def test_outer_edges_are_those_of_one_outline_only() -> None:
    owners, edges = outer_edges(np.array([square(0, 0), square(1, 0)], dtype=object))
    assert owners.tolist() == [0, 0, 0, 1, 1, 1]
    assert shapely.length(edges).sum() == pytest.approx(shapely.length(square(0, 0, 2)))


def test_distances_to_a_surface() -> None:
    area = shapely.box(0, 0, 10, 10)
    points = shapely.points([(5, 5), (13, 14)])
    assert distances(points, area).tolist() == [0.0, 5.0]
    assert np.isinf(distances(points, shapely.Polygon())).all()


def test_facts_of_a_councillor_hold_no_name_and_no_date() -> None:
    assert dict(facts("F", "12", "1976-05-01")) == {
        "membres": 1.0,
        "femmes": 1.0,
        "profession": 1.0,
        "agriculteurs": 1.0,
        "ages": 1.0,
        "somme_ages": 50.0,
    }
    assert dict(facts("M", "", "1072-01-01")) == {"membres": 1.0}


def test_topojson_arcs_are_cumulative_and_may_run_backwards() -> None:
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [1.0, 2.0]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]], [[0, 0], [1, 0], [-1, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "250", "arcs": [[0, -2]]},
                    {"type": "Polygon", "id": "999", "arcs": [[2]]},
                ]
            }
        },
    }
    shapes = read_polygons(topology, "countries")
    assert shapes["250"].equals(shapely.box(1, 2, 2, 3))
    assert shapes["999"].is_empty
