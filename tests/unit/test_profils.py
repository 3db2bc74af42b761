"""Profiles: centred, reduced, clipped; order, units and rare traits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.profils import Profils, Trait, standardise
from tests.unit.profiles import TRAITS, codes, profiles, values


def test_each_trait_is_centred_and_reduced_and_missing_stays_missing() -> None:
    found = profiles()
    z = found.z.astype(np.float64)
    assert z.shape == (6, 300)
    assert np.allclose(np.nanmean(z, axis=1), 0, atol=1e-6)
    assert np.allclose(np.nanstd(z, axis=1), 1, atol=1e-6)
    assert np.array_equal(np.isnan(z[4]), np.isnan(values()[:, 4]))
    assert not found.z.flags.writeable


@given(st.permutations(range(40)))
def test_the_order_of_territories_changes_nothing(order: list[int]) -> None:
    known, of = values(40), codes(40)
    there = Profils.build([of[i] for i in order], TRAITS, known[order])
    here = Profils.build(of, TRAITS, known)
    assert there.codes == here.codes
    assert np.array_equal(there.z, here.z, equal_nan=True)
    assert there.rows == here.rows


@given(st.floats(0.001, 1_000))
def test_the_unit_of_an_indicator_changes_nothing(factor: float) -> None:
    known = values(80)
    other = known.copy()
    other[:, [0, 1, 2, 4]] *= factor  # log1p alone knows its unit: km
    one = Profils.build(codes(80), TRAITS, known).z
    two = Profils.build(codes(80), TRAITS, other).z
    assert np.allclose(one, two, atol=1e-4, equal_nan=True)


def test_what_tells_nobody_apart_is_left_out_and_said() -> None:
    known = values(50)
    known[:, 1] = 7.0
    known[:, 3] = np.nan
    found = Profils.build(codes(50), TRAITS, known)
    assert found.ecartes == ("age", "distance")
    assert [t.id for t in found.traits] == ["population", "densite", "part", "littoral"]
    assert found.columns["littoral"] == 3


def test_a_rare_trait_is_not_clipped_away() -> None:
    column = np.zeros(1_000)
    column[:3] = 1
    found = standardise(column, Trait("chef_lieu", "centralite", "none"))
    assert found is not None
    assert found[0] > 10


def test_zero_has_a_logarithm_that_is_the_smallest_one_known() -> None:
    found = standardise(np.array([0.0, 1.0, 10.0, 100.0]), Trait("x", "t", "log"))
    assert found is not None
    assert found[0] == found[1]


def test_themes_keep_their_first_order() -> None:
    found = profiles()
    assert found.themes == ("demographie", "forme", "centralite", "position")
    assert found.of_theme("centralite").tolist() == [3, 4]
