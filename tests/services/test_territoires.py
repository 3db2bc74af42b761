"""Territories: found, located, browsed, on the shipped reference."""

import pytest
from sqlalchemy import text

from cartoexp.domain.errors import TerritoireNotFoundError
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.registry import Services


def names(services: Services, wanted: str, **options: object) -> list[str]:
    return [t.nom for t in services.territoires.search(wanted, **options)]  # type: ignore[arg-type]


def test_the_most_populous_comes_first(services: Services) -> None:
    found = services.territoires.search("saint-denis", 3)
    assert [t.nom for t in found] == ["Saint-Denis"] * 3
    populations = [t.population or 0 for t in found]
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("wanted", ["l hay les roses", "L’HAŸ-LES-ROSES", "hay les"])
def test_spelling_does_not_matter(services: Services, wanted: str) -> None:
    assert "L'Haÿ-les-Roses" in names(services, wanted)


def test_codes_and_postal_codes_are_searched_too(services: Services) -> None:
    assert names(services, "59178")[0] == "Douai"
    assert "Douai" in names(services, "59500")
    assert names(services, "200057867")[0] == "Plaine Commune"
    assert names(services, "14011")[0] == "Aurseulles"


def test_search_keeps_to_the_levels_asked(services: Services) -> None:
    found = services.territoires.search("nord", 20, (Niveau.DEPARTEMENT,))
    assert {t.niveau for t in found} == {Niveau.DEPARTEMENT}


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (3.0807, 50.3679, "59178"),
        (2.3522, 48.8566, "75056"),
        (55.45, -20.89, "97411"),
        (9.159, 41.3874, "2A041"),
    ],
)
def test_a_position_gives_its_commune(
    services: Services, lon: float, lat: float, code: str
) -> None:
    found = services.territoires.locate(lon, lat)
    assert found is not None
    assert found.code == code


def test_a_position_at_sea_gives_nothing(services: Services) -> None:
    assert services.territoires.locate(-20.0, 45.0) is None


def test_every_centre_is_in_its_own_commune(services: Services) -> None:
    communes = [t for t in services.territoires.level(Niveau.COMMUNE) if t.centre][::7]
    for commune in communes:
        assert commune.centre is not None
        found = services.territoires.locate(*commune.centre)
        assert found is not None
        assert found.code == commune.code


def test_positions_agree_with_the_database(loaded_postgis_url: str) -> None:
    from tests import loaded  # noqa: PLC0415  loads on PostGIS only

    services = loaded.services(loaded_postgis_url)
    query = text(
        "SELECT min(code) FROM territoire WHERE niveau = 'commune' AND "
        "ST_Intersects(geom, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326))"
    )
    points = [(-4.5 + 0.31 * i, 42.5 + 0.23 * j) for i in range(40) for j in range(36)]
    with services.engine.connect() as connection:
        for lon, lat in points:
            theirs = connection.execute(query, {"lon": lon, "lat": lat}).scalar_one()
            ours = services.territoires.locate(lon, lat)
            assert (ours.code if ours else None) == theirs


def test_levels_nest(services: Services) -> None:
    territoires = services.territoires
    nord = territoires.get(Niveau.DEPARTEMENT, "59")
    communes = territoires.members(nord, Niveau.COMMUNE)
    assert len(communes) == nord.nb_communes
    assert sum(c.population or 0 for c in communes) == nord.population
    plaine = territoires.get(Niveau.EPT, "200057867")
    assert {m.code_epci for m in territoires.members(plaine, Niveau.COMMUNE)} == {"200054781"}


def test_com_are_territories_without_outline(services: Services) -> None:
    com = [t for t in services.territoires.level(Niveau.DEPARTEMENT) if t.zone is Zone.COM]
    assert {"975", "977", "978", "986", "987", "988"} <= {t.code for t in com}
    assert all(t.centre is None and t.superficie_km2 is None for t in com)
    assert names(services, "nouméa") == ["Nouméa"]


@pytest.mark.parametrize(
    ("niveau", "code"), [(Niveau.COMMUNE, "59179x"), (Niveau.COMMUNE, "00000"), (Niveau.EPCI, "1")]
)
def test_an_unknown_code_gives_the_three_closest(
    services: Services, niveau: Niveau, code: str
) -> None:
    with pytest.raises(TerritoireNotFoundError) as raised:
        services.territoires.resolve(niveau, code)
    assert len(raised.value.proches) == 3
    assert code not in str(raised.value)


def test_an_unknown_name_gives_the_closest_names(services: Services) -> None:
    found = services.territoires.closest(Niveau.COMMUNE, "Douay")
    assert "Douai" in [t.nom for t in found]


def test_the_contact_of_a_mairie(services: Services) -> None:
    contact = services.territoires.mairie(services.territoires.get(Niveau.COMMUNE, "59178"))
    assert contact is not None
    assert contact["code_postal"] == "59500"
    assert isinstance(contact["horaires"], list)
    assert services.territoires.mairie(services.territoires.get(Niveau.COMMUNE, "98818")) is None
