"""Silhouettes: scale, ends, places, and a path that a browser can draw."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.distributions import FEW, HEIGHT, WIDTH, Distribution, describe

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+")


def spread(*values: float, logarithmic: bool = False) -> Distribution:
    found = describe(np.sort(np.array(values, dtype=np.float32)), logarithmic=logarithmic)
    assert found is not None
    return found


def test_a_value_stands_between_the_ends() -> None:
    found = spread(*range(101))
    assert (found.place(0), found.place(50), found.place(100)) == (0, 50, 100)


def test_values_beyond_the_ends_stand_at_the_ends() -> None:
    found = spread(*range(1000), 1_000_000)
    assert found.high < 1000
    assert (found.place(1_000_000), found.place(-7)) == (100, 0)


def test_a_logarithmic_scale_is_granted_when_it_helps() -> None:
    wide = [10.0**n for n in range(5)]
    assert spread(*wide, logarithmic=True).place(100) == pytest.approx(50)
    assert not spread(*wide).logarithmic
    assert not spread(1, 2, 3, logarithmic=True).logarithmic
    assert not spread(0, *wide, logarithmic=True).logarithmic


def test_nothing_to_tell_apart_has_no_drawing() -> None:
    assert describe(np.array([], dtype=np.float32), logarithmic=False) is None
    assert describe(np.array([3, 3, 3], dtype=np.float32), logarithmic=False) is None


def test_few_territories_are_strokes_and_many_a_silhouette() -> None:
    few, many = spread(*range(FEW - 1)), spread(*range(FEW))
    assert few.chacun
    assert few.trace.count("M") == FEW - 1
    assert not many.chacun
    assert many.trace.count("M") == 1


@given(st.lists(st.floats(0, 1e6, width=32), min_size=FEW, max_size=300, unique=True))
def test_a_silhouette_stays_in_its_frame(values: list[float]) -> None:
    found = describe(np.sort(np.array(values, dtype=np.float32)), logarithmic=True)
    assert found is not None
    start, line = found.trace.removesuffix(f"h.5V{HEIGHT}z").split("h.5l")
    x, y = 0.5, int(start.partition("V")[2])
    steps = [float(n) for n in NUMBERS.findall(line)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + int(dy)
        assert 0 < y < HEIGHT
    assert x == WIDTH - 0.5


@pytest.mark.parametrize("logarithmic", [False, True])
@given(values=st.lists(st.floats(-1e5, 1e6, width=32), min_size=2, max_size=80, unique=True))
def test_places_keep_the_order_of_the_values(values: list[float], *, logarithmic: bool) -> None:
    found = describe(np.sort(np.array(values, dtype=np.float32)), logarithmic=logarithmic)
    assert found is not None
    places = [found.place(v) for v in sorted(values)]
    assert places == sorted(places)
    assert -1e-9 <= places[0] <= places[-1] <= 100 + 1e-9
