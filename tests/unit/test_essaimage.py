"""The essaimage: exact reasons, ranks, flags, doubt, and hidden territories found again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain import epreuve, essaimage, logistique, rechantillonnage
from cartoexp.domain.essaimage import Drapeau, Modele
from cartoexp.domain.expansion import Expansion
from cartoexp.domain.profils import Profils
from tests.unit.profiles import TRAITS, codes, profiles, values

FOUND = profiles(600, seed=4)
# Where it runs: neither the smallest nor the largest, and dense.
WANTED = np.argsort(np.abs(FOUND.z[0]) - FOUND.z[2])[:40]
MODEL = Modele.learn(FOUND, WANTED)


def test_contributions_sum_to_the_score() -> None:
    rows = np.arange(600)
    parts = MODEL.contributions(rows)
    assert np.allclose(parts.sum(axis=1), MODEL.score(), atol=1e-5)
    columns = MODEL.expansion.matrix()
    eta = logistique.predict(columns, MODEL.appris.coefficients)
    assert np.allclose(parts.sum(axis=1), eta, atol=1e-4)


def test_weights_multiply_the_contributions_of_their_theme() -> None:
    weights = {"demographie": 2.0, "position": 0.0}
    expected = sum(weights.get(t, 1.0) * p.astype(float) for t, p in MODEL.by_theme.items())
    assert np.allclose(MODEL.score(weights), expected, atol=1e-5)
    assert np.array_equal(MODEL.score(), MODEL.score(dict.fromkeys(FOUND.themes, 1.0)))


def test_a_square_lets_the_middle_win() -> None:
    middle = np.abs(FOUND.z[0]) < 0.2
    ends = np.abs(FOUND.z[0]) > 1.5
    population = MODEL.expansion.contribution(MODEL.appris.coefficients, 0)
    assert population[middle].mean() > population[ends].mean()


@given(st.permutations(range(60)))
def test_the_order_of_territories_and_repeated_codes_change_nothing(order: list[int]) -> None:
    known, of = values(60), codes(60)
    there = Profils.build([of[i] for i in order], TRAITS, known[order])
    here = Profils.build(of, TRAITS, known)
    wanted = ["00003", "00010", "00044", "00051"]
    one = Modele.learn(here, np.array([here.rows[c] for c in wanted])).score()
    two = Modele.learn(there, np.array([there.rows[c] for c in wanted[::-1] * 2])).score()
    assert np.allclose(one, two, atol=1e-6)


def test_ranking_breaks_ties_by_code_and_keeps_what_is_kept() -> None:
    kept = np.array([True, True, False, True])
    assert essaimage.ranking(np.array([1.0, 2.0, 9.0, 2.0]), kept).tolist() == [1, 3, 0]


def test_percentiles_leave_the_implantations_aside() -> None:
    shares = essaimage.percentiles(np.array([5.0, 1.0, 2.0, 3.0, 4.0]), np.array([0]))
    assert shares[1:].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])


@pytest.mark.parametrize(
    ("share", "flag"),
    [(1.0, "comparable"), (0.97, "comparable"), (0.96, "a_adapter"), (0.84, "eloigne")],
)
def test_flags_follow_the_cuts(share: float, flag: str) -> None:
    assert essaimage.flag(share) is Drapeau(flag)


def test_one_newton_step_goes_where_a_refit_would() -> None:
    steps = rechantillonnage.coefficient_steps(MODEL, draws=3)
    generator = np.random.default_rng(2026)
    times = generator.multinomial(40, np.full(40, 1 / 40), size=3)
    for draw in range(3):
        drawn = np.repeat(MODEL.implantations, times[draw])
        refit = _refit(drawn)
        moved = MODEL.appris.coefficients + steps[draw]
        assert np.corrcoef(moved, refit)[0, 1] > 0.97
        scale = np.abs(refit - MODEL.appris.coefficients).max()
        assert np.abs(moved - refit).max() < scale


def _refit(drawn: np.ndarray) -> np.ndarray:
    """Fit again with the implantations drawn, repeated, beside all that are none."""
    others = np.setdiff1d(np.arange(600), MODEL.implantations)
    rows = np.concatenate([drawn, others])
    ones = np.arange(len(rows)) < len(drawn)
    return logistique.fit(MODEL.expansion.matrix(rows), ones, essaimage.penalty(40)).coefficients


@pytest.mark.parametrize("rows", [[1, 2], list(range(600))])
def test_too_few_or_too_many_implantations_are_refused(rows: list[int]) -> None:
    with pytest.raises(ValueError, match="three"):
        Modele.learn(FOUND, np.array(rows))


def test_hidden_implantations_are_found_better_than_by_chance() -> None:
    result = epreuve.put_to_test(FOUND, WANTED, Expansion.build(FOUND))
    assert result is not None
    assert result.implantations == 40
    assert result.auc > 0.8
    assert result.rappel > 3 * 20 / 580
    assert not result.indicatif
    assert epreuve.put_to_test(FOUND, WANTED[:3], Expansion.build(FOUND)) is None


def test_recall_and_auc_of_known_rankings() -> None:
    score = np.array([9.0, 8.0, 7.0, 6.0, 5.0])
    assert epreuve.recall_and_auc(score, np.array([0]), np.array([1, 2])) == (1.0, 1.0)
    assert epreuve.recall_and_auc(-score, np.array([0]), np.array([1, 2])) == (0.0, 0.0)
    assert epreuve.recall_and_auc(score, np.array([0]), np.array([1, 4])) == (0.5, 0.5)
