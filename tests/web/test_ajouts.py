"""Indicators added on a site: on the map, the fiches, the comparables, the API and the method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.reference.ajouts.terrain import Terrain
from cartoexp.services.methode import read_figures
from cartoexp.settings import Settings
from cartoexp.store.ajouts import OTHER_REFERENCE, Ajouts, gather
from cartoexp.web.factory import create_app
from cartoexp.web.pages import methode
from tests.ajouts import made_up
from tests.loaded import REFERENCE
from tests.services.test_methode import TODAY

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services


@pytest.fixture(scope="module")
def beside(services: Services) -> Services:
    made = made_up(Terrain.read(REFERENCE))
    one = {
        "nom": "essai",
        "indicateurs": made.indicateurs,
        "classes": made.classes,
        "poids": made.poids,
    }
    index = {"ensembles": [one], "seuils": {}}
    return replace(services, ajouts=gather(index, (made.table,), "v1"))


@pytest.fixture(scope="module")
def site(beside: Services) -> FlaskClient:
    with pytest.MonkeyPatch.context() as patched:  # each test makes the little that it needs
        patched.setattr(type(beside), "warm", lambda _: None)
        client: FlaskClient = create_app(Settings(), beside).server.test_client()
        return client


def told(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  JSON of any shape
    return client.get(path).json


def test_the_map_is_coloured_by_it(site: FlaskClient, client: FlaskClient) -> None:
    page = site.get("/?niveau=departement&couleur=part_essai").get_data(as_text=True)
    assert "Part d’essai (%), par département" in page
    assert "2021" in page
    assert "part_essai" not in client.get("/?niveau=departement").get_data(as_text=True)


def test_the_fiche_tells_it_with_its_source(site: FlaskClient) -> None:
    page = site.get("/territoires/commune/01001").get_data(as_text=True)
    assert "Part d’essai" in page
    assert "INSEE (essai), 2021" in page
    assert "Emploi et activité" in page


def test_the_api_lists_it_with_what_is_missing(site: FlaskClient) -> None:
    listed = {i["id"]: i for i in told(site, "/api/v1/indicateurs")}
    found = listed["part_essai"]
    assert (found["ajout"], found["licence"]) == ("essai", "Licence Ouverte 2.0")
    assert found["manquants"]["commune"] == pytest.approx(0.0044, abs=0.001)
    assert found["themeLibelle"] == "Emploi et activité"
    assert (listed["densite"]["ajout"], listed["densite"]["licence"]) == (None, None)
    values = told(site, "/api/v1/indicateurs/part_essai/valeurs?par=departement")
    assert {v["code"]: v["valeur"] for v in values}["48"] is None


def test_comparables_weigh_it(site: FlaskClient, client: FlaskClient) -> None:
    path = "/api/v1/communes/59178/comparables?limit=1"
    assert "emploi" in told(site, path)[0]["contributions"]
    assert "emploi" not in told(client, path)[0]["contributions"]
    assert site.get(f"{path}&poids=emploi:0").status_code == 200
    assert client.get(f"{path}&poids=emploi:0").status_code == 422


def test_the_method_tells_what_was_added(site: FlaskClient, services: Services) -> None:
    page = site.get("/methode").get_data(as_text=True)
    assert "Ajoutés sur ce site" in page
    assert "4,8\u202f%" in page  # 0,05 / 1,05
    assert "Licence Ouverte 2.0" in page
    plain = methode.to_markdown(read_figures(services, TODAY))
    assert "Ajoutés sur ce site" not in plain


def test_the_method_tells_what_is_left_aside(services: Services) -> None:
    stale = replace(services, ajouts=Ajouts(remarque=OTHER_REFERENCE))
    assert "cartoexp reference refaire" in methode.to_markdown(read_figures(stale, TODAY))


def test_what_is_kept_by_browsers_changes_with_it(site: FlaskClient, client: FlaskClient) -> None:
    addresses = [
        c.get("/?niveau=departement").get_data(as_text=True).partition("/carte/couleurs/")[2][:12]
        for c in (site, client)
    ]
    assert addresses[0] != addresses[1]
