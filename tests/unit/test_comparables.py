"""Distances: exact sums, missing values, ties, intervals that mean something."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain import comparables, tirages
from cartoexp.domain.comparables import Echelle
from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.ponderation import Poids, theme_weights
from cartoexp.domain.profils import Profils
from cartoexp.domain.raisons import reasons, word, words
from tests.unit.profiles import TRAITS, codes, profiles, values

OURS = {t.id: 1.0 for t in TRAITS}
SOME = Poids.compose(TRAITS, OURS)


def brute(profils: Profils, i: int, j: int, parts: np.ndarray) -> tuple[float, float]:
    """The definition, one indicator at a time."""
    total = weight = 0.0
    for v, part in enumerate(parts):
        a, b = float(profils.z[v, i]), float(profils.z[v, j])
        if not (np.isnan(a) or np.isnan(b)):
            total += part * (a - b) ** 2
            weight += part
    return total / weight, weight


def test_distances_are_those_of_the_definition() -> None:
    found = profiles(60)
    distance, known = comparables.distances(found, 7, SOME)
    for j in range(60):
        expected, weight = brute(found, 7, j, SOME.parts)
        assert distance[j] == pytest.approx(expected, abs=1e-8)
        assert known[j] == pytest.approx(weight)
    assert distance[7] == 0


def test_a_missing_value_lowers_the_confidence_and_is_not_zero() -> None:
    found = profiles(60)
    row = int(np.flatnonzero(np.isnan(found.z[4]))[0])
    _, known = comparables.distances(found, row, SOME)
    assert known.max() == pytest.approx(1 - SOME.parts[4])


def test_contributions_sum_to_the_distance() -> None:
    found = profiles()
    distance, _ = comparables.distances(found, 3, SOME)
    rows = np.arange(len(found.codes))
    parts = comparables.contributions(found, 3, rows, SOME)
    assert np.allclose(parts.sum(axis=1), distance, atol=1e-8)
    pairs = comparables.pair_distances(found, np.full(len(rows), 3), rows, SOME)
    assert np.allclose(pairs, distance, atol=1e-8)


def test_ties_are_broken_by_code() -> None:
    known = np.repeat(values(10), 3, axis=0)
    found = Profils.build(codes(30), TRAITS, known)
    distance, _ = comparables.distances(found, 0, SOME)
    kept = np.ones(30, dtype=bool)
    kept[0] = False
    near = comparables.nearest(distance, kept, 30)
    assert near[:2].tolist() == [1, 2]
    assert len(near) == 29
    for a, b in itertools.pairwise(near):
        assert (distance[a], a) < (distance[b], b)


@given(st.permutations(range(30)))
def test_the_answer_does_not_depend_on_the_order_of_territories(order: list[int]) -> None:
    known, of = values(30), codes(30)
    there = Profils.build([of[i] for i in order], TRAITS, known[order])
    row = there.rows["00005"]
    distance, _ = comparables.distances(there, row, SOME)
    here, _ = comparables.distances(Profils.build(of, TRAITS, known), 4, SOME)
    assert np.array_equal(distance, here)


def test_a_score_is_the_share_of_pairs_further_apart() -> None:
    found = profiles(20)
    scale = Echelle.draw(found, SOME, pairs=10_000)
    assert len(scale.paires) == 190
    assert scale.score(np.array([0.0]))[0] == 1
    assert scale.score(scale.paires[-1:])[0] == 0
    assert scale.score(scale.paires[94:95])[0] == pytest.approx(95 / 190)
    again = Echelle.draw(profiles(300), SOME, pairs=500)
    assert np.array_equal(again.paires, Echelle.draw(profiles(300), SOME, pairs=500).paires)


def test_intervals_hold_the_rank_and_shrink_without_doubt() -> None:
    found = profiles()
    distance, _ = comparables.distances(found, 3, SOME)
    kept = np.ones(300, dtype=bool)
    kept[3] = False
    near = comparables.nearest(distance, kept, 100)
    squares = np.square(found.z[:, near].astype(float).T - found.z[:, 3])
    drawn = tirages.distances_drawn(squares, tirages.draw_weights(SOME.parts))
    ends = tirages.rank_intervals(drawn, 10)
    assert ends.shape == (10, 2)
    assert all(low <= high for low, high in ends.tolist())
    assert ends[:, 1].max() > 10
    same = tirages.distances_drawn(squares, np.tile(SOME.parts, (50, 1)))
    assert tirages.rank_intervals(same, 10).tolist() == [[r, r] for r in range(1, 11)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"demographie": -1.0}, "de 0 à 10"),
        ({"demographie": float("nan")}, "de 0 à 10"),
        ({"demographie": float("inf")}, "de 0 à 10"),
        ({"bonheur": 1.0}, "thème est inconnu"),
        (dict.fromkeys(("demographie", "forme", "centralite", "position"), 0.0), "à zéro"),
    ],
)
def test_weights_that_mean_nothing_are_refused(asked: dict[str, float], told: str) -> None:
    with pytest.raises(InvalidParametersError, match=told):
        theme_weights(asked, ["demographie", "forme", "centralite", "position"])


def test_a_theme_switched_off_adds_nothing() -> None:
    weights = Poids.compose(TRAITS, OURS, {"demographie": 0.0, "forme": 2.0})
    assert weights.themes["demographie"] == 0
    assert weights.parts.sum() == pytest.approx(1)
    assert weights.parts[2] == pytest.approx(2 * weights.parts[3])
    found = profiles(40)
    parts = comparables.contributions(found, 0, np.arange(40), weights)
    assert not parts[:, :2].any()


def test_reasons_name_what_is_the_same_and_what_differs_most() -> None:
    parts = np.array([0.3, 0.2, 0.2, 0.1, 0.1, 0.1])
    difference = np.array([0.1, 2.0, -1.5, 0.0, np.nan, 0.5])
    told = reasons(TRAITS, parts, difference, {"age": "Âge", "distance": "Distance"})
    assert told.rapproche[0] == "même population"
    assert "Distance\N{NO-BREAK SPACE}: valeur proche" in told.rapproche
    assert told.eloigne == ("Âge\N{NO-BREAK SPACE}: plus élevé", "moins dense")


def test_every_indicator_with_words_has_three_of_them() -> None:
    assert all(len(three) == 3 and len(set(three)) == 3 for three in words().values())
    assert word("densite", -1.0, {}) == "moins dense"
