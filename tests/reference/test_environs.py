"""The surroundings of a commune, on six made-up ones along a road."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import shapely

from cartoexp.domain.lecture import THEMES, Portee
from cartoexp.reference.indicators import environs
from cartoexp.reference.indicators.aggregate import Rule
from cartoexp.reference.indicators.catalogue import read_catalogue, read_toml
from cartoexp.reference.indicators.frame import Frame, Measure

NAN = float("nan")
KM = (0.0, 15.0, 40.0, 65.0, 66.0, None)
"""Places on the road; the last one has no centre, and the fifth is another landmass."""
POPULATION = np.array([100.0, 300.0, 50.0, 10.0, 1000.0, 20.0])
COUNCILS = {
    0: ["11", "11", "22", "75", ""],
    1: ["11", "22", "22", "22", "74", ""],
    2: ["22", "22", "31", "31", "31"],
    3: ["11", "11", "11"],
    5: ["11"] * 9,
}


@pytest.fixture
def frame(monkeypatch: pytest.MonkeyPatch) -> Frame:
    """Six communes, and the occupations of their councillors."""
    rows = [(where, {"profession": p}) for where, held in COUNCILS.items() for p in held]
    monkeypatch.setattr(environs, "councillors", lambda _: iter(rows))
    centres = [None if km is None else shapely.Point(km * 1000.0, 0.0) for km in KM]
    made = SimpleNamespace(
        codes=tuple("abcdef"),
        population=POPULATION,
        landmasses={"metro": np.array([0, 1, 2, 3]), "974": np.array([4])},
        centres=np.array(centres, dtype=object),
    )
    return cast("Frame", made)


@pytest.fixture
def found(frame: Frame) -> dict[str, Measure]:
    """Every measure, from densities that are the rank of the commune, one unknown."""
    means = {row["id"]: Measure(np.full(6, NAN)) for row in read_toml("environs.toml")["moyenne"]}
    known = Measure(np.array([1.0, 2.0, NAN, 4.0, 5.0, 6.0]))
    return environs.compute(frame, means | {"densite": known})


def near(*values: float) -> Any:  # noqa: ANN401  what pytest compares
    return pytest.approx(np.array(values), nan_ok=True)


def test_occupations_are_counted_together_within_20_km(found: dict[str, Measure]) -> None:
    """Nine are known in the first two communes: their shares are not averaged."""
    farmers, shops = 100 * 3 / 9, 100 * 4 / 9
    shares = found["elus_20km_petits_exploitants"].values
    assert shares == near(farmers, farmers, 0.0, NAN, NAN, NAN)
    assert found["elus_20km_commercants"].values == near(shops, shops, 40.0, NAN, NAN, NAN)


def test_a_group_holds_all_its_occupations(found: dict[str, Measure]) -> None:
    retired = 100 * 2 / 9
    shares = found["elus_20km_groupe_retraites"].values
    assert shares == near(retired, retired, 0.0, NAN, NAN, NAN)
    groups = [m.values for name, m in found.items() if "groupe" in name]
    assert np.sum(groups, axis=0)[:3].tolist() == pytest.approx([100.0] * 3)


def test_few_known_councillors_around_tell_nothing(found: dict[str, Measure]) -> None:
    """The fourth commune knows three councillors, the fifth none; the last has no centre."""
    for name, measure in found.items():
        assert not name.startswith("elus") or np.isnan(measure.values[3:]).all(), name


def test_means_within_30_km_are_weighted_by_population(found: dict[str, Measure]) -> None:
    """The third commune takes part of no mean, its value being unknown, but has one."""
    first = (100 * 1 + 300 * 2) / 400
    third = (300 * 2 + 10 * 4) / 310
    assert found["densite_30km"].values == near(first, first, third, 4.0, 5.0, NAN)
    assert np.isnan(found["superficie_30km"].values).all()


def test_every_measure_has_its_words(found: dict[str, Measure]) -> None:
    around = [i for i in read_catalogue() if i.portee is Portee.ENVIRONS]
    assert [i.id for i in around] == [*found]
    assert len({i.libelle for i in around}) == len(around) == 40
    for item in around:
        assert item.theme in THEMES
        assert item.agregation is Rule.MOYENNE
        assert "{" not in item.libelle + item.description
    by_id = {i.id: i for i in around}
    assert by_id["elus_20km_artisans"].transform == "sqrt"
    assert by_id["densite_30km"].transform == "log"
    assert by_id["part_comptee_a_part_30km"].transform == "log1p"
