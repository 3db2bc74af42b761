"""Conditions of transfer: read in the words of the record, never beyond."""

import csv
import tomllib
from importlib.resources import files

import pytest

from cartoexp import ROOT
from cartoexp.domain.conditions import Condition, checkable, non_transferable
from cartoexp.domain.territoires import Niveau
from tests.factories import make_territoire

TZCLD = "Quartier, commune ou petite intercommunalité de 5 000 à 10 000 habitants ; accord"


def test_what_is_read_is_in_the_catalogue_word_for_word() -> None:
    with (ROOT / "data/experiments/experiments.csv").open(encoding="utf-8", newline="") as file:
        told = {row["id"]: row["conditions_transfert"] for row in csv.DictReader(file)}
    rows = tomllib.loads(files("cartoexp.domain").joinpath("conditions.toml").read_text("utf-8"))
    read = {row["experimentation"] for row in rows["condition"]}
    assert len(read) > 20
    for name in read:
        wanted = sum(row["experimentation"] == name for row in rows["condition"])
        assert len(checkable(name, told[name])) == wanted, name


def test_a_record_that_no_longer_says_it_is_not_held_to_it() -> None:
    assert len(checkable("tzcld", TZCLD)) == 2
    assert checkable("tzcld", "Toute commune.") == ()
    assert checkable("inconnue", TZCLD) == ()
    assert checkable("tzcld", None) == ()


@pytest.mark.parametrize(
    ("population", "met"),
    [(4_999, False), (5_000, True), (10_000, True), (10_001, False), (None, None)],
)
def test_bounds_of_population_are_included(population: int | None, met: bool | None) -> None:  # noqa: FBT001
    (size, carried) = checkable("tzcld", TZCLD)
    here = make_territoire(population=population)
    assert size.met(here, None) is met
    assert carried.met(here, None) is True
    assert not carried.admits(Niveau.DEPARTEMENT)


def test_kinds_of_epci_and_the_coast() -> None:
    metropole = Condition.read({"extrait": "Métropole", "types": ["METRO"], "niveaux": ["epci"]})
    here = make_territoire(niveau=Niveau.EPCI, code="200000001", type_epci="METRO")
    assert metropole.met(here, None) is True
    assert metropole.met(make_territoire(), None) is False
    coast = Condition.read({"extrait": "Littoral", "littoral": True})
    assert [coast.met(here, share) for share in (None, 0.0, 0.2)] == [None, False, True]


def test_a_record_may_say_that_it_cannot_be_carried_elsewhere() -> None:
    assert non_transferable("Non transférable en l’état : usure.")
    assert not non_transferable("Transférable.")
    assert not non_transferable(None)
