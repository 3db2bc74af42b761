"""Newton against scikit-learn, on easy, rare and separable cases."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from cartoexp.domain import logistique


def columns(n: int, p: int, seed: int = 0) -> np.ndarray:
    """Return (p x n) standardised columns, some of them correlated."""
    generator = np.random.default_rng(seed)
    base = generator.normal(size=(p, n))
    base[1] = 0.9 * base[0] + 0.1 * base[1]
    return base.astype(np.float32)


@pytest.mark.parametrize(("ones", "penalty"), [(400, 10.0), (12, 50.0), (3, 130.0), (1_990, 1.0)])
def test_coefficients_are_those_of_scikit_learn(ones: int, penalty: float) -> None:
    x = columns(2_000, 12)
    order = np.argsort(-(x[0] + x[2] + np.random.default_rng(1).normal(size=2_000)))
    y = np.zeros(2_000, dtype=bool)
    y[order[:ones]] = True
    ours = logistique.fit(x, y, penalty)
    theirs = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=5_000, solver="newton-cg")
    theirs.fit(x.T.astype(np.float64), y)
    assert np.allclose(ours.coefficients, theirs.coef_[0], atol=1e-3)
    assert ours.constante == pytest.approx(theirs.intercept_[0], abs=1e-3)
    assert np.allclose(ours.probabilities, theirs.predict_proba(x.T)[:, 1], atol=1e-3)


def test_nearly_all_ones_end_too() -> None:
    size = logistique.SMALL + 1_000
    y = np.ones(size, dtype=bool)
    y[7] = False
    found = logistique.fit(columns(size, 4), y, 50.0)
    assert found.probabilities.sum() == pytest.approx(size - 1, abs=0.01)


def test_separable_ones_do_not_make_it_diverge() -> None:
    x = columns(5_000, 6)
    found = logistique.fit(x, x[0] > 2.5, 0.3)
    assert np.isfinite(found.coefficients).all()
    score = logistique.predict(x, found.coefficients)
    assert score[x[0] > 2.5].min() > np.median(score)


def test_the_result_does_not_depend_on_the_order_of_territories() -> None:
    x, y = columns(3_000, 8), np.arange(3_000) % 40 == 0
    order = np.random.default_rng(3).permutation(3_000)
    one, two = logistique.fit(x, y, 20.0), logistique.fit(x[:, order], y[order], 20.0)
    assert np.allclose(one.coefficients, two.coefficients, atol=1e-6)


@pytest.mark.parametrize("ones", [0, 50])
def test_all_or_none_is_refused(ones: int) -> None:
    with pytest.raises(ValueError, match="ones and zeros"):
        logistique.fit(columns(50, 4), np.arange(50) < ones, 1.0)


def test_beginning_with_few_territories_ends_at_the_same_place() -> None:
    size = logistique.SMALL + 4_000
    x = columns(size, 9, seed=5)
    y = np.zeros(size, dtype=bool)
    y[np.argsort(-(x[0] + x[3] * x[3]))[:60]] = True
    found = logistique.fit(x, y, 50.0)
    theirs = LogisticRegression(C=1 / 50, tol=1e-10, max_iter=5_000, solver="newton-cg")
    theirs.fit(x.T.astype(np.float64), y)
    assert np.allclose(found.coefficients, theirs.coef_[0], atol=1e-3)
    assert found.constante == pytest.approx(theirs.intercept_[0], abs=1e-3)
