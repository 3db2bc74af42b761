"""The committed indicators: levels, ranges, rules of aggregation, known facts."""

import json
import math
from typing import Any

import pytest

from cartoexp.reference.indicators.catalogue import read_catalogue
from tests.reference.conftest import Committed

BASE_SET = {
    "population",
    "evolution_population",
    "superficie",
    "densite",
    "compacite",
    "part_epci",
    "rang_epci",
    "rang_15km",
    "poids_15km",
    "population_15km",
    "distance_5000",
    "distance_20000",
    "distance_100000",
    "chef_lieu",
    "bureau_centralisateur",
    "bureau_distributeur",
    "epci_type",
    "epci_population",
    "epci_communes",
    "commune_nouvelle",
    "littoral",
    "frontiere",
    "part_elus_agriculteurs",
    "part_elus_cadres",
    "part_elus_ouvriers_employes",
    "part_elus_retraites",
    "age_moyen_elus",
    "part_femmes",
    "tension_logement",
    "heures_mairie",
}
RANGES = {
    "population": (0, 2_200_000),
    "evolution_population": (-15, 20),
    "superficie": (0.01, 18_700),
    "densite": (0, 30_000),
    "compacite": (0.05, 1),
    "part_epci": (0, 100),
    "poids_15km": (0, 100),
    "chef_lieu": (0, 3),
    "littoral": (0, 1),
    "part_femmes": (15, 80),
    "age_moyen_elus": (30, 76),
    "tension_logement": (0, 4),
    "heures_mairie": (0.25, 80),
    "zone_apl": (1, 3),
}


@pytest.fixture(scope="module")
def records(committed: Committed) -> list[dict[str, Any]]:
    text = (committed.folder / "indicateurs.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def test_catalogue_and_columns_name_the_same_indicators(
    committed: Committed, records: list[dict[str, Any]]
) -> None:
    ids = [item.id for item in read_catalogue()]
    assert [record["id"] for record in records] == ids
    assert committed.table("indicateurs").column_names == ["niveau", "code", *ids]
    assert set(BASE_SET) <= set(ids)


def test_every_territory_has_a_row(committed: Committed) -> None:
    names = {"commune": "communes", "epci": "epci", "departement": "departements"}
    for niveau, name in (names | {"region": "regions"}).items():
        assert list(committed.indicators(niveau)) == committed.column(name, "code")


def test_missing_values_are_null_and_told(
    committed: Committed, records: list[dict[str, Any]]
) -> None:
    communes = committed.indicators("commune").values()
    for record in records:
        values = [row[record["id"]] for row in communes]
        assert not any(value is not None and math.isnan(value) for value in values)
        share = sum(value is None for value in values) / len(values)
        assert record["manquants"]["commune"] == pytest.approx(share, abs=1e-4)
        own = record["id"] in {"nb_communes", "part_plus_peuplee"}
        assert own or share < 0.02, record["id"]


@pytest.mark.parametrize(("name", "bounds"), RANGES.items())
def test_values_are_sane(committed: Committed, name: str, bounds: tuple[float, float]) -> None:
    low, high = bounds
    values = [row[name] for row in committed.indicators("commune").values()]
    outside = [value for value in values if value is not None and not low <= value <= high]
    assert outside == []


@pytest.mark.parametrize(
    ("niveau", "code", "name", "expected"),
    [
        ("commune", "75056", "population", 2_103_778),
        ("commune", "75056", "chef_lieu", 3),
        ("commune", "75056", "tension_logement", 4),
        ("commune", "59178", "chef_lieu", 1),
        ("commune", "35238", "chef_lieu", 3),
        ("commune", "13055", "distance_100000", 0),
        ("commune", "06083", "littoral", 1),
        ("commune", "06083", "frontiere", 1),
        ("commune", "74119", "littoral", 0),
        ("commune", "74119", "frontiere", 1),
        ("commune", "63113", "littoral", 0),
        ("commune", "49126", "commune_nouvelle", 1),
        ("commune", "49007", "commune_nouvelle", 0),
        ("epci", "200046977", "epci_type", 4),
        ("epci", "200046977", "nb_communes", 58),
        ("departement", "75", "part_plus_peuplee", 100),
    ],
)
def test_known_facts(
    committed: Committed, niveau: str, code: str, name: str, expected: float
) -> None:
    value = committed.indicators(niveau)[code][name]
    assert value == expected


def test_paris_shrinks_as_insee_says(committed: Committed) -> None:
    yearly = 100 * ((2_103_778 / 2_190_327) ** (1 / 7) - 1)
    value = committed.indicators("commune")["75056"]["evolution_population"]
    assert value == pytest.approx(yearly, rel=1e-5)


def test_sums_and_recomputed_values_of_a_region(committed: Committed) -> None:
    communes = committed.table("communes").to_pylist()
    inside = [row for row in communes if row["code_region"] == "53"]
    people = sum(row["population"] for row in inside)
    area = sum(row["superficie_km2"] for row in inside)
    bretagne = committed.indicators("region")["53"]
    assert bretagne["population"] == people
    assert bretagne["densite"] == pytest.approx(people / area, rel=1e-6)


def test_no_evolution_where_the_census_is_repeated_or_the_commune_parted(
    committed: Committed,
) -> None:
    communes = committed.indicators("commune")
    assert communes["97611"]["evolution_population"] is None
    assert communes["15141"]["evolution_population"] is None
    assert communes["60054"]["evolution_population"] is None


def test_the_surroundings_are_rounded_and_told_apart(
    committed: Committed, records: list[dict[str, Any]]
) -> None:
    around = [record for record in records if record["portee"] == "environs"]
    assert len(around) == 40
    assert {record["theme"] for record in around} == {"environs"}
    assert not any(r["theme"] == "environs" for r in records if r["portee"] != "environs")
    douai = committed.indicators("commune")["59178"]
    for record in around:
        value = douai[record["id"]]
        assert value is not None
        assert value == pytest.approx(round(value, record["decimales"] + 1), rel=1e-6)


@pytest.mark.parametrize("niveau", ["commune", "epci", "departement", "region"])
def test_groups_of_occupations_around_share_all_councillors(
    committed: Committed, niveau: str
) -> None:
    for code, row in committed.indicators(niveau).items():
        shares = [value for name, value in row.items() if name.startswith("elus_20km_groupe")]
        if None not in shares:
            assert sum(v for v in shares if v is not None) == pytest.approx(100, abs=0.1), code


def test_the_surroundings_of_a_group_are_the_mean_of_those_of_its_communes(
    committed: Committed,
) -> None:
    communes = committed.table("communes").to_pylist()
    inside = [row for row in communes if row["code_region"] == "53"]
    values = committed.indicator("commune", "elus_20km_petits_exploitants")
    people = sum(row["population"] for row in inside)
    mean = sum((values[row["code"]] or 0) * row["population"] for row in inside) / people
    bretagne = committed.indicator("region", "elus_20km_petits_exploitants")["53"]
    assert bretagne == pytest.approx(mean, abs=0.01)


def test_farmers_are_around_farmland_and_managers_around_paris(committed: Committed) -> None:
    """Lozère has farms, Paris has offices."""
    farmers = committed.indicator("departement", "elus_20km_groupe_agriculteurs")
    managers = committed.indicator("departement", "elus_20km_groupe_cadres")
    assert (farmers["48"] or 0) > 10 * (farmers["75"] or 0)
    assert (managers["75"] or 0) > 2 * (managers["48"] or 0)
