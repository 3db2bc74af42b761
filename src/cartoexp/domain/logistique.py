"""Ridge logistic regression by Newton's method with a line search.

The Hessian is made in float32, which only bends the way there; the gradient and the objective are
made in float64, so that the optimum itself is exact and depends neither on threads nor on the
platform.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers

MOST_STEPS = 60
SMALLEST_STEP = 1e-6
TOLERANCE, NEAR = 1e-7, 1e-3
"""Largest slope, as a share of the number of ones, at which a search ends, or is near enough."""
BLOCK = 8192
SMALL, THIN = 12_000, 8
"""Below so many territories there is nothing to spare; beyond, one zero in eight begins."""


@dataclass(frozen=True, slots=True, repr=False)
class Ajustement:
    """A fitted model: ``coefficients`` (p), ``constante``, and what a bootstrap needs.

    ``hessian`` is ((p + 1) x (p + 1)), the constant last; ``probabilities`` (n).
    """

    coefficients: Numbers
    constante: float
    hessian: Numbers
    probabilities: Numbers


def fit(
    columns: NDArray[np.float32],
    ones: NDArray[np.bool_],
    penalty: float,
    tolerance: float = TOLERANCE,
) -> Ajustement:
    """Fit P(one) on ``columns`` (p x n) with ``penalty``/2 · Σ b², the constant left free.

    Raises:
        ValueError: when all are ones, or none.
    """
    if not 0 < ones.sum() < len(ones):
        raise ValueError("a regression needs both ones and zeros")
    ridge = np.append(np.full(len(columns), penalty), 0.0)
    b = _begin(columns, ones, penalty)
    eta: Numbers = predict(columns, b[:-1]) + b[-1]
    value = _objective(eta, ones, ridge, b)
    for _ in range(MOST_STEPS):
        p = 1.0 / (1.0 + np.exp(-eta))
        slope = np.append(times(columns, p - ones), (p - ones).sum()) + ridge * b
        hessian = _hessian(columns, p, ridge)
        if np.abs(slope).max() < tolerance * ones.sum():
            break
        direction: Numbers = np.linalg.solve(hessian, slope).astype(np.float64)
        moved = predict(columns, direction[:-1]) + direction[-1]
        scale, gain = 1.0, float(slope @ direction)
        while True:
            tried = _objective(eta - scale * moved, ones, ridge, b - scale * direction)
            if tried <= value - 1e-4 * scale * gain or scale < SMALLEST_STEP:
                break
            scale /= 2
        b, eta, value = b - scale * direction, eta - scale * moved, tried
        if scale < SMALLEST_STEP:
            break
    return Ajustement(b[:-1], float(b[-1]), hessian, p)


def _begin(columns: NDArray[np.float32], ones: NDArray[np.bool_], penalty: float) -> Numbers:
    """Return coefficients to begin with, the constant last.

    Among many, they are those of all the ones and of one zero in :data:`THIN`: the search then has
    half as many steps to make on the whole. The constant alone has to be put right.
    """
    n, many = len(ones), int(ones.sum())
    if n < SMALL or many > n // 2:
        share = many / n
        start: Numbers = np.append(np.zeros(len(columns)), np.log(share / (1 - share)))
        return start
    zeros = np.flatnonzero(~ones)[::THIN]
    rows = np.sort(np.concatenate([np.flatnonzero(ones), zeros]))
    few = fit(np.ascontiguousarray(columns[:, rows]), ones[rows], penalty, NEAR)
    thinner = len(zeros) / (n - many)
    begun: Numbers = np.append(few.coefficients, few.constante + np.log(thinner))
    return begun


def predict(columns: NDArray[np.float32], coefficients: Numbers) -> Numbers:
    """Return Σ b x for each territory (n), in float64."""
    found = np.empty(columns.shape[1])
    for start in range(0, len(found), BLOCK):
        block = columns[:, start : start + BLOCK]
        found[start : start + BLOCK] = coefficients @ block.astype(np.float64)
    return found


def times(columns: NDArray[np.float32], values: Numbers) -> Numbers:
    """Return Σ x value over territories for each column (p), in float64."""
    found = np.zeros(len(columns))
    for start in range(0, columns.shape[1], BLOCK):
        found += (
            columns[:, start : start + BLOCK].astype(np.float64) @ values[start : start + BLOCK]
        )
    return found


def _objective(eta: Numbers, ones: NDArray[np.bool_], ridge: Numbers, b: Numbers) -> float:
    likelihood = np.logaddexp(0.0, eta).sum() - eta[ones].sum()
    return float(likelihood + 0.5 * (ridge * b * b).sum())


def _hessian(columns: NDArray[np.float32], p: Numbers, ridge: Numbers) -> Numbers:
    weight = p * (1 - p)
    root = np.sqrt(weight).astype(np.float32)
    scaled = columns * root
    size = len(columns)
    found = np.empty((size + 1, size + 1))
    found[:-1, :-1] = scaled @ scaled.T
    found[-1, :-1] = found[:-1, -1] = scaled @ root
    found[-1, -1] = weight.sum()
    found[np.diag_indices(size + 1)] += ridge
    return found
