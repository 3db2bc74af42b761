"""Marks of a map: pushed apart just enough, never moved for nothing."""

from itertools import combinations
from math import dist

from cartoexp.domain.ecarter import apart


def test_what_has_room_stays() -> None:
    assert apart([(0, 0), (100, 0)], 20, (0, 50)) == [(0, 0), (100, 0)]
    assert apart([], 20) == []


def test_two_at_one_place_are_both_seen() -> None:
    a, b = apart([(10, 10), (10, 10)], 20)
    assert dist(a, b) >= 19.5


def test_five_around_a_fixed_mark() -> None:
    home = (50.0, 50.0)
    found = apart([(50, 50), (51, 50), (50, 52), (48, 49), (300, 300)], 20, home)
    assert dist(found[4], (300, 300)) == 0
    assert all(dist(p, home) >= 19 for p in found)
    assert all(dist(p, q) >= 17 for p, q in combinations(found, 2))
