"""Readable bounds: short, in order, no class empty."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.bornes import AUCUNE, classify_values, intervalles, quantiles, readable

values = st.lists(st.floats(2**-6, 2**23, width=32), min_size=1, max_size=60)


@given(values, st.integers(0, 3))
def test_no_class_is_empty(known: list[float], decimals: int) -> None:
    array = np.array(known, dtype=np.float32)
    bounds = readable(quantiles(array), array, decimals)
    assert list(bounds) == sorted(set(bounds))
    assert all(round(b, decimals) == b for b in bounds)
    classes = classify_values(array, bounds, zero=True)
    assert set(classes.tolist()) == set(range(1, len(bounds) + 2))
    assert len(intervalles(bounds)) == len(bounds) + 1


def test_bounds_belong_to_the_class_above() -> None:
    found = classify_values(
        np.array([0, 1, 2, 4.9, 5, np.nan], dtype=np.float32), (2, 5), zero=True
    )
    assert found.tolist() == [0, 1, 2, 2, 3, AUCUNE]
    assert classify_values(np.zeros(1, dtype=np.float32), (-1, 2), zero=False).tolist() == [2]


def test_two_digits_are_enough_where_values_spread() -> None:
    known = np.geomspace(3, 90_000, 500).astype(np.float32)
    bounds = readable(quantiles(known), known, 1)
    assert len(bounds) == 4
    assert all(len(f"{b:g}".replace(".", "").rstrip("0")) <= 2 for b in bounds)


def test_intervals_are_french() -> None:
    assert intervalles((0.5, 1_200)) == ["moins de 0,5", "0,5 à 1\u202f200", "1\u202f200 et plus"]
    assert intervalles(()) == ["plus de 0"]
