"""The indicators of a territory and its places, as the API gives them."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services

API = "/api/v1"


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(f"{API}{path}/indicateurs")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.mark.parametrize(
    "path", ["/communes/59178", "/epcis/200093201", "/departements/59", "/regions/32"]
)
def test_every_indicator_is_given(client: FlaskClient, services: Services, path: str) -> None:
    found = get(client, path)
    assert [i["id"] for i in found["indicateurs"]] == [i.id for i in services.indicateurs.metadata]
    for known in found["indicateurs"]:
        assert known["portee"] == ("environs" if known["theme"] == "environs" else "territoire")
        assert known["themeLibelle"]
        assert set(known["positions"]) == {"france", "region", "departement", "taille"}


def test_values_are_those_of_the_service(client: FlaskClient, services: Services) -> None:
    douai = services.territoires.get(Niveau.COMMUNE, "59178")
    given = {i["id"]: i for i in get(client, "/communes/59178")["indicateurs"]}
    assert given["population"]["valeur"] == douai.population
    for item in services.indicateurs.positions(douai):
        told = given[item.indicateur.id]
        assert told["valeur"] == (item.valeur and pytest.approx(item.valeur, rel=1e-6))
        place = told["positions"]["taille"]
        assert (place is None) == (item.taille is None)
        if item.taille:
            assert place["effectif"] == item.taille.effectif
            assert place["part"] == pytest.approx(item.taille.part, abs=1e-4)


def test_unknown_is_null_and_never_zero(client: FlaskClient) -> None:
    given = {i["id"]: i for i in get(client, "/communes/97611")["indicateurs"]}
    assert given["evolution_population"]["valeur"] is None
    assert set(given["evolution_population"]["positions"].values()) == {None}


def test_a_former_code_gives_the_current_commune_and_says_so(client: FlaskClient) -> None:
    found = get(client, "/communes/75101")
    assert found["code"] == "75056"
    assert found["resolution"]["nature"] == "arrondissement_municipal"


@pytest.mark.parametrize("path", ["/communes/59999", "/epts/200057867", "/epcis/200057867"])
def test_what_has_none_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"{API}{path}/indicateurs").status_code == 404
