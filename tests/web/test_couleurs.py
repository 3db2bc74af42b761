"""Colours of the map as the browser reads them: the same numbers as the services give."""

from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services

LEVELS = [Niveau.COMMUNE, Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION]


def get(client: FlaskClient, query: str, version: str = "une-autre") -> dict[str, Any]:
    answer = client.get(f"/carte/couleurs/{version}?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def counts_by_code(services: Services, found: dict[str, Any]) -> dict[str, int]:
    codes = services.grille.codes(Niveau(found["niveau"]))
    numbers = np.cumsum(found["ecarts"]).tolist()
    return {codes[n]: v for n, v in zip(numbers, found["valeurs"], strict=True)}


@pytest.mark.parametrize("niveau", LEVELS)
@pytest.mark.parametrize("query", ["", "theme=energie", "q=zzzzzz"])
def test_counts_are_those_of_the_services(
    client: FlaskClient, services: Services, niveau: Niveau, query: str
) -> None:
    found = get(client, f"niveau={niveau}&{query}")
    asked = Filters.parse({k: [v] for k, v in [query.split("=")]} if query else {})
    expected = services.experiments.counts(asked, niveau).experimentations
    index = services.grille.index(niveau)
    assert found["taille"] == len(index)
    assert counts_by_code(services, found) == {c: n for c, n in expected.items() if c in index}
    coloration = services.colorations.of(asked, niveau)
    for code, n, k in zip(coloration.codes, coloration.valeurs, coloration.classes, strict=True):
        assert sum(n >= low for low in found["bornes"]) == k, code


@pytest.mark.parametrize("niveau", LEVELS)
def test_an_indicator_sends_a_class_by_territory(
    client: FlaskClient, services: Services, niveau: Niveau
) -> None:
    found = get(client, f"niveau={niveau}&couleur=population")
    classes = np.frombuffer(b64decode(found["classes"]), dtype=np.uint8)
    coloration = services.colorations.of(Filters(), niveau, "population")
    expected = dict(zip(coloration.codes, coloration.classes.tolist(), strict=True))
    codes = services.grille.codes(niveau)
    assert {c: k for c, k in zip(codes, classes.tolist(), strict=True) if k != 255} == {
        c: k for c, k in expected.items() if k != 255
    }
    assert ("valeurs" in found) == (niveau is not Niveau.COMMUNE)


def test_the_document_holds_its_own_colours_and_addresses(client: FlaskClient) -> None:
    text = client.get("/?niveau=region&theme=energie").text
    start = text.split('id="carte-depart">', 1)[1].split("</script>", 1)[0]
    version = start.split("/carte/couleurs/", 1)[1].split('"', 1)[0]
    answer = client.get(f"/carte/couleurs/{version}?niveau=region&theme=energie")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.text in start
    other = client.get("/carte/couleurs/0123456789ab?niveau=region")
    assert other.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("query", ["niveau=lune", "theme=lune", "couleur=lune", "autre=1"])
def test_a_refused_view_has_no_colours(client: FlaskClient, query: str) -> None:
    assert client.get(f"/carte/couleurs/x?{query}").status_code == 422


@pytest.mark.parametrize(
    ("couleur", "title"),
    [
        ("comparabilite:59178", "Ressemblance avec Douai"),
        ("essaimage:tzcld", "Essaimage possible de « Territoires zéro chômeur"),
    ],
)
def test_a_likeness_colours_the_map_and_says_that_it_is_a_rank(
    client: FlaskClient, couleur: str, title: str
) -> None:
    query = f"niveau=commune&couleur={couleur}"
    found = get(client, query)
    assert found["libelles"][-1] == "≤ 1"
    assert found["unite"] == "% les plus semblables"
    assert "valeurs" not in found
    page = client.get(f"/?{query}").text
    assert title in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "ce n’est pas une probabilité" in page
    assert client.get(f"/carte/tableau?{query}").status_code == 200
    file = client.get(f"/carte/valeurs.csv?{query}")
    assert "centile de ressemblance" in file.text
    assert ":" not in file.headers["Content-Disposition"]


def test_a_likeness_of_another_level_is_refused(client: FlaskClient) -> None:
    assert client.get("/?niveau=epci&couleur=comparabilite:59178").status_code == 409
    assert client.get("/?couleur=essaimage:licorne").status_code == 422
