"""Comparison territories: distinct, near, exchanged for a better balance, weighed honestly."""

from __future__ import annotations

from math import inf, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.temoins import Verdict, apparier, decelable, equilibrer, peser
from cartoexp.domain.temoins.appariement import viviers
from cartoexp.domain.temoins.equilibrage import PAIRE

if TYPE_CHECKING:
    from cartoexp.domain.comparables import Numbers, Rows


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.intp)


def test_the_nearest_wins_and_none_is_used_twice() -> None:
    squares = np.array([[inf, 1.0, 2.0, 9.0], [5.0, 0.5, inf, 8.0]])
    allowed = np.ones_like(squares, dtype=bool)
    pools = viviers(squares, allowed)
    assert [p.tolist() for p in pools] == [[1, 2, 3], [1, 0, 3]]
    assert [r.tolist() for r in apparier(squares, pools, 1)] == [[2], [1]]
    assert [r.tolist() for r in apparier(squares, pools, 2)] == [[2, 3], [1, 0]]


def test_each_has_one_before_any_has_two() -> None:
    squares = np.array([[0.1, 0.2], [5.0, 5.0]])
    pools = viviers(squares, np.ones_like(squares, dtype=bool))
    assert [len(r) for r in apparier(squares, pools, 2)] == [1, 1]


def test_what_is_not_allowed_is_never_taken() -> None:
    squares = np.array([[0.1, 0.2, 0.3]])
    allowed = np.array([[False, True, False]])
    assert apparier(squares, viviers(squares, allowed), 3)[0].tolist() == [1]
    assert apparier(squares, viviers(squares, ~np.ones_like(allowed)), 3)[0].tolist() == []


def objective(z: Numbers, tries: Rows, controls: list[Rows]) -> float:
    gaps = [
        np.nan_to_num(z[:, held] - z[:, [row]])
        for row, held in zip(tries, controls, strict=True)
        if len(held)
    ]
    means = [g.mean(axis=1) for g in gaps]
    apart = np.mean([np.square(g).mean() for g in gaps])
    return float(np.square(np.mean(means, axis=0)).mean() + PAIRE * apart)


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4), st.integers(0, 3))
def test_exchanges_only_ever_help(seed: int, size: int, wanted: int, missing: int) -> None:
    draw = np.random.default_rng(seed)
    z = draw.normal(size=(4, 25))
    z[draw.integers(0, 4, missing), draw.integers(0, 25, missing)] = nan
    tries = draw.choice(25, size, replace=False)
    squares = np.square(np.nan_to_num(z)[:, tries, None] - np.nan_to_num(z)[:, None, :]).mean(0)
    allowed = np.ones((size, 25), dtype=bool)
    allowed[:, tries] = False
    pools = viviers(squares, allowed, 12)
    nearest = apparier(squares, pools, wanted)
    found = equilibrer(z, tries, nearest, pools)
    assert [len(r) for r in found] == [len(r) for r in nearest]
    held = [row for r in found for row in r.tolist()]
    assert len(held) == len(set(held))
    assert not set(held) & set(tries.tolist())
    assert all(set(r) <= set(p) for r, p in zip(found, pools, strict=True))
    assert objective(z, tries, found) <= objective(z, tries, nearest) + 1e-9
    again = equilibrer(z, tries, nearest, pools)
    assert [r.tolist() for r in found] == [r.tolist() for r in again]


def test_one_side_is_put_right() -> None:
    """Two nearest ones are both larger: one is exchanged for a smaller one, hardly further."""
    z = np.array([[0.0, 0.5, 0.6, -0.7, -3.0]])
    pools = [rows(1, 2, 3, 4)]
    assert sorted(equilibrer(z, rows(0), [rows(1, 2)], pools)[0].tolist()) == [2, 3]


def test_balance_before_and_after() -> None:
    z = np.array([[2.0, 1.9, 1.7, -3.0, -2.6], [nan, 1.0, 2.0, 3.0, 4.0]])
    values = z * 10 + 100
    found = peser(["a", "b"], z, values, rows(0), [rows(1, 2)])
    first, second = found.lignes
    assert first.avant == pytest.approx(2 - (1.9 + 1.7 - 3 - 2.6) / 4)
    assert first.apres == pytest.approx(0.2)
    assert (first.essai, first.temoins) == pytest.approx((120, 118))
    assert first.verdict is Verdict.ACCEPTABLE
    assert second.verdict is Verdict.INCONNU
    assert (second.avant, second.apres, second.essai, second.temoins) == (None,) * 4
    assert found.apres == pytest.approx(0.2)
    assert found.desequilibres == []


def test_a_poor_balance_is_told_the_worst_first() -> None:
    z = np.array([[0.0, 0.3], [0.0, -1.0], [0.0, 0.25], [0.0, 0.1]])
    found = peser(["a", "b", "c", "d"], z, z, rows(0), [rows(1)])
    assert [x.indicateur for x in found.desequilibres] == ["b", "a"]
    assert found.pire == pytest.approx(1.0)
    assert [x.verdict for x in found.lignes[2:]] == [Verdict.ACCEPTABLE, Verdict.PROCHE]


def test_who_has_no_control_is_left_out_of_what_is_weighed_after() -> None:
    z = np.array([[0.0, 5.0, 0.1, 9.0]])
    found = peser(["a"], z, z, rows(0, 1), [rows(2), rows()])
    assert found.lignes[0].apres == pytest.approx(-0.1)
    nobody = peser(["a"], z, z, rows(0, 1), [rows(), rows()])
    assert nobody.lignes[0].apres is None
    assert nobody.apres is None


def test_what_can_be_seen() -> None:
    assert decelable(1, 5) == pytest.approx(2.8 * sqrt(1.2))
    assert decelable(50, 50) == pytest.approx(0.56)
    assert decelable(0, 5) is None
    assert decelable(3, 0) is None
