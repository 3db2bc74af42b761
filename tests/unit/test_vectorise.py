"""What is computed for many rows at once gives what a loop over them would."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.comparables import (
    contributions,
    cross_distances,
    distances,
    pair_distances,
)
from cartoexp.domain.contraintes import Contraintes, Situations
from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.expansion import Expansion
from cartoexp.domain.ponderation import Poids
from cartoexp.domain.profils import Profils, Trait
from cartoexp.domain.proximite import nearest_places
from cartoexp.domain.raisons import ALIKE, APART, Raisons, first_of, reasons_of_pairs
from cartoexp.domain.territoires import Niveau, Territoire, Zone
from cartoexp.domain.voisinage import distance_km

TRAITS = [Trait(f"t{v}", f"theme{v % 3}", "none") for v in range(7)]


@pytest.fixture(scope="module")
def profils() -> Profils:
    """300 territories, 7 traits: one is binary, one is often missing."""
    generator = np.random.default_rng(7)
    values = generator.normal(size=(300, 7))
    values[:, 2] = values[:, 2] > 0.5
    values[generator.random(300) < 0.3, 4] = np.nan
    values[5] = np.nan
    return Profils.build([f"{i:05}" for i in range(300)], TRAITS, values)


@pytest.fixture(scope="module")
def poids(profils: Profils) -> Poids:
    """Weights with a trait switched off."""
    ours = {"t0": 0.3, "t1": 0.2, "t2": 0.1, "t4": 0.25, "t5": 0.15}
    return Poids.compose(profils.traits, ours)


def test_products_of_matrices_give_the_distances_of_pairs(profils: Profils, poids: Poids) -> None:
    first, second = np.arange(0, 300, 3), np.array([4, 5, 77, 3])
    found = cross_distances(profils, first, second, poids)
    a, b = np.repeat(first, len(second)), np.tile(second, len(first))
    assert found.ravel() == pytest.approx(pair_distances(profils, a, b, poids), abs=1e-6)
    assert np.isinf(found[:, 1]).all()  # nothing is known of that one
    row, known = distances(profils, 77, poids)
    assert row[first] == pytest.approx(found[:, 2], abs=1e-6)
    assert known[5] == 0


def test_contributions_sum_to_the_distance(profils: Profils, poids: Poids) -> None:
    found, known = distances(profils, 3, poids)
    rows = np.flatnonzero(known > 0)
    parts = contributions(profils, 3, rows, poids)
    assert parts.sum(axis=1) == pytest.approx(found[rows], abs=1e-6)
    assert known[rows].min() < known[rows].max() == pytest.approx(1)


def test_reasons_are_close_or_apart(profils: Profils, poids: Poids) -> None:
    differences = (profils.z[:, 20:60] - profils.z[:, [3]]).T.astype(np.float64)
    labels = {trait.id: trait.id for trait in TRAITS}
    for line, told in zip(
        differences, reasons_of_pairs(profils.traits, poids.parts, differences, labels), strict=True
    ):
        close = {f"t{v}" for v in range(7) if poids.parts[v] and abs(line[v]) <= ALIKE}
        apart = {f"t{v}" for v in range(7) if poids.parts[v] and abs(line[v]) >= APART}
        near, far = ([w.split("\N{NO-BREAK SPACE}")[0] for w in ws] for ws in told_of(told))
        assert set(near) <= close
        assert len(near) == min(3, len(close))
        assert set(far) <= apart
        assert len(far) == min(3, len(apart))


def told_of(told: Raisons) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return told.rapproche, told.eloigne


def test_the_first_of_a_line_are_its_largest() -> None:
    values = np.array([[3.0, 1.0, 2.0, np.nan], [1.0, 1.0, 1.0, 1.0]])
    kept = np.array([[True, True, True, False], [False, True, False, True]])
    assert first_of(values, kept, 2) == [[0, 2], [1, 3]]


def test_an_expansion_grows_like_one_built_whole(profils: Profils) -> None:
    columns = {t.id: i for i, t in enumerate(profils.traits[:4])}
    begun = Profils(profils.codes, profils.traits[:4], profils.z[:4], (), profils.rows, columns)
    grown, whole = Expansion.build(begun).adding(profils), Expansion.build(profils)
    sizes = [len(grown.squared), len(grown.flagged)]
    assert sizes == [len(whole.squared), len(whole.flagged)]
    assert sizes == [6, 1]  # the binary trait has no square
    assert np.array_equal(grown.matrix(), whole.matrix())


def test_the_distinct_values_are_sought_beyond_the_first_ones() -> None:
    values = np.zeros((1_000, 1))
    values[900:, 0] = np.arange(100)
    built = Profils.build([f"{i:05}" for i in range(1_000)], [Trait("t", "x", "none")], values)
    assert len(Expansion.build(built).squared) == 1


positions = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-85, 85)) | st.none(), min_size=2, max_size=25
)


@given(positions, st.data())
def test_the_nearest_place_is_the_one_of_the_globe(
    centres: list[tuple[float, float] | None], data: st.DataObject
) -> None:
    known = [place(str(i), centre=c) for i, c in enumerate(centres)]
    rows = data.draw(st.sets(st.integers(0, len(known) - 1), min_size=1).map(sorted))
    array = np.array([c or (math.nan, math.nan) for c in centres])
    found, km = nearest_places(array, np.arange(len(known)), np.array(rows))
    for i, here in enumerate(known):
        apart = [d for r in rows if r != i and (d := distance_km(here, known[r])) is not None]
        if not apart:
            assert found[i] == -1
            assert math.isnan(km[i])
        else:
            # Products of vectors tell nothing below a metre.
            assert km[i] == pytest.approx(min(apart), abs=1e-2)
            assert km[i] == pytest.approx(distance_km(here, known[found[i]]), abs=1e-6)


def place(code: str, **more: object) -> Territoire:
    return Territoire(Niveau.COMMUNE, code, code, Zone.METRO, **more)  # type: ignore[arg-type]


PLACES = [
    place("1", code_departement="59", code_region="32", population=100),
    place("2", code_departement="62", code_region="32", population=5_000),
    place("3", code_departement="31", code_region="76", population=None),
    place("4", code_departement="59", code_region="32", population=5_001),
    place("5", population=10),
]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (Contraintes(), "12345"),
        (Contraintes(meme_departement=True), "14"),
        (Contraintes(hors_departement=True), "235"),
        (Contraintes(meme_region=True), "124"),
        (Contraintes(regions=("76", "32")), "1234"),
        (Contraintes(departements=("31",), regions=("32",)), ""),
        (Contraintes(population_min=100), "124"),
        (Contraintes(population_max=5_000), "125"),
        (Contraintes(population_min=100, population_max=5_000, hors_departement=True), "2"),
    ],
)
def test_constraints_keep_what_they_say(asked: Contraintes, kept: str) -> None:
    mask = asked.mask(Situations.of(PLACES), PLACES[0])
    assert [t.code for t, keep in zip(PLACES, mask, strict=True) if keep] == [*kept]
    assert [t.code for t in PLACES if asked.keeps(t, PLACES[0])] == [*kept]


def test_constraints_that_nothing_meets_are_refused() -> None:
    with pytest.raises(ContradictionError):
        Contraintes(meme_departement=True, hors_departement=True).check()
    with pytest.raises(ContradictionError):
        Contraintes(population_min=2, population_max=1).check()
    with pytest.raises(InvalidParametersError, match="sans signe"):
        Contraintes(population_max=-1).check()
