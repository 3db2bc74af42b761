"""The map page: the address is the state, on the server as in Dash."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.registry import Services
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.pages.carte.ids import Ids
from cartoexp.web.pages.carte.vue import Position, Vue
from tests.unit.test_filters import filters

OUTPUTS = [(Ids.PANNEAUX, "children"), (Ids.POINTS, "url")]


def call(client: FlaskClient, search: str) -> dict[str, Any]:
    """Return what the callback answers: the HTML of each panel by id, and the points' address."""
    body = {
        "output": "..{}..".format("...".join(f"{i}.{p}" for i, p in OUTPUTS)),
        "outputs": [{"id": i, "property": p} for i, p in OUTPUTS],
        "inputs": [{"id": Ids.URL, "property": "children", "value": search}],
        "changedPropIds": [f"{Ids.URL}.children"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.text
    told = answer.json["response"]  # type: ignore[index]
    panels = json.loads(told[Ids.PANNEAUX]["children"])
    return {**panels, Ids.POINTS: told[Ids.POINTS]["url"]}


COLOURS = st.sampled_from(["nombre", "taux", "densite"])


@given(filters(), st.sampled_from(NiveauCarte), COLOURS)
def test_the_address_restores_the_view(chosen: Filters, niveau: NiveauCarte, couleur: str) -> None:
    vue = Vue(chosen, niveau, couleur=couleur)
    if chosen.niveau:
        return  # the page's level is the one that is coloured, not a filter
    assert Vue.parse(parse_qs(urlsplit(vue.href()).query)) == vue


def test_position_is_read_and_checked() -> None:
    assert Vue.parse({"lat": ["48.85"], "lon": ["2.35"], "z": ["9"]}).position == Position(
        48.85, 2.35, 9
    )
    for query in (
        {"lat": ["999"]},
        {"z": ["99"]},
        {"lat": ["nan"]},
        {"lat": ["1"]},
        {"niveau": ["x"]},
    ):
        with pytest.raises(InvalidParametersError):
            Vue.parse(query)


def test_links_of_other_sites_do_not_break_the_page() -> None:
    assert Vue.parse({"utm_source": ["lettre"], "fbclid": ["x"]}) == Vue()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=filters())
def test_each_row_adds_or_removes_its_value(chosen: Filters) -> None:
    vue = Vue(chosen)
    for value in ("energie", "emploi"):
        changed = vue.toggled("theme", value)
        assert (value in changed.theme) != (value in chosen.theme)
        assert Vue(changed).toggled("theme", value) == chosen


def test_the_first_page_is_complete_without_javascript(client: FlaskClient) -> None:
    text = client.get("/?theme=energie").text
    assert "36\u00a0expérimentations" in text
    assert "sur 179" in text
    assert 'aria-checked="true"' in text
    assert "liste non exhaustive" in text


def test_dash_shows_what_the_first_page_shows(client: FlaskClient) -> None:
    answer = call(client, "?theme=energie&niveau=epci")
    assert answer[Ids.POINTS] == "/tuiles/implantations.geojson?theme=energie"
    assert "36\u00a0expérimentations" in answer[Ids.LISTE]


def test_no_geometry_in_a_callback(client: FlaskClient) -> None:
    assert "coordinates" not in str(call(client, ""))


def test_a_refused_address_is_told_and_shows_no_wider_result(client: FlaskClient) -> None:
    assert client.get("/?theme=energies").status_code == 422
    answer = call(client, "?theme=energies")
    assert "Valeur inconnue" in str(answer[Ids.LISTE])
    assert "179" not in str(answer[Ids.LISTE])
    assert answer[Ids.POINTS] is None
    assert client.get("/carte/couleurs/x?theme=energies").status_code == 422


def test_the_list_follows_the_frame_of_the_map(client: FlaskClient) -> None:
    near = call(client, "?emprise=3.05,50.35,3.10,50.39")[Ids.LISTE]
    assert "179\u00a0expérimentations" in near
    assert "La liste suit la carte" in near
    whole = call(client, "")[Ids.LISTE]
    listed = [re.findall('data-experimentation="([^"]+)"', text) for text in (near, whole)]
    assert listed[0] != listed[1]
    assert all(listed)
    at_sea = call(client, "?emprise=-9,46,-8,47")[Ids.LISTE]
    assert "Aucune d’elles n’est dans la vue" in at_sea
    refused = call(client, "?emprise=1,2,3")[Ids.LISTE]
    assert "quatre nombres" in refused
    assert "179" not in refused


def test_thin_themes_say_so(client: FlaskClient) -> None:
    assert "Nombre faible" in client.get("/?theme=alimentation").text
    assert "Nombre faible" not in client.get("/?theme=emploi").text


def test_points_are_those_of_communes_and_intercommunalites(client: FlaskClient) -> None:
    shapes = client.get("/tuiles/implantations.geojson?theme=emploi").json
    assert shapes is not None
    assert 0 < len(shapes["features"]) < 205
    assert client.get("/tuiles/implantations.geojson?theme=x").status_code == 422


def test_every_new_application_has_its_callback(services: Services, client: FlaskClient) -> None:
    other = create_app(Settings(), services).server.test_client()
    for one in (client, other):
        wanted = one.get("/_dash-dependencies").json
        assert wanted is not None
        assert len(wanted) == 1


def test_unknown_paths_are_not_the_map(client: FlaskClient) -> None:
    assert client.get("/nulle/part").status_code == 404


def test_every_answer_carries_the_headers(server: Flask) -> None:
    client = server.test_client()
    for path in ("/", "/methode", "/nulle-part", "/api/v1/communes?limit=1", "/assets/theme.js"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]
        assert headers["Permissions-Policy"]


def test_only_trusted_hosts_are_served(services: Services) -> None:
    app = create_app(Settings(trusted_hosts="carte.example, autre.example"), services)
    client = app.server.test_client()
    assert client.get("/methode", base_url="https://carte.example").status_code == 200
    assert client.get("/methode", base_url="https://ailleurs.example").status_code == 400
