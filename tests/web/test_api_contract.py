"""The contract: OpenAPI is valid, says what is answered, and the documentation says it all."""

import csv
import json
import re
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import html5lib
import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from cartoexp.domain.filters import PARAMETERS
from cartoexp.domain.query import Reader
from cartoexp.domain.texte import MAX_TEXT, TEXT_SHAPE
from cartoexp.services.registry import Services
from cartoexp.web import api
from cartoexp.web.api import documentation, parameters
from cartoexp.web.api.answers import EXPOSED
from cartoexp.web.api.endpoint import Endpoint
from cartoexp.web.api.filtering import FILTERS
from cartoexp.web.context import Web
from cartoexp.web.shell import Shell

DOC = Path(__file__).parents[2] / "docs" / "api.md"
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def endpoints(services: Services) -> list[Endpoint]:
    """Every endpoint."""
    return api.endpoints(Web(services, Shell({}, "", ""), Path()))


@pytest.fixture
def spec(client: FlaskClient) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


def test_the_description_is_valid(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(spec).iter_errors()) == []


def ask(client: FlaskClient, endpoint: Endpoint, path: str) -> TestResponse:
    """Ask what an endpoint gives as its example."""
    if endpoint.body:
        return client.post(path, json=endpoint.body.example)
    return client.get(path)


def test_every_example_is_answered_as_described(
    client: FlaskClient, spec: dict[str, Any], endpoints: list[Endpoint]
) -> None:
    for endpoint in endpoints:
        operation = spec["paths"][endpoint.path][endpoint.method.lower()]
        formats = [p.schema["enum"] for p in endpoint.parameters if p.name == "format"]
        for extra in ("", *(f"format={name}" for names in formats for name in names)):
            path = endpoint.example.replace("&format=geojson", "")
            if extra:
                path += ("&" if "?" in path else "?") + extra
            answer = ask(client, endpoint, path)
            assert answer.status_code == 200, (path, answer.text)
            schema = operation["responses"]["200"]["content"][answer.mimetype]["schema"]
            if answer.mimetype == "text/csv":
                _check_csv(answer.text, path)
                continue
            whole = {**schema, "components": spec["components"]}
            jsonschema_rs.validator_for(whole).validate(answer.get_json())
            assert answer.get_json(), path


def _check_csv(text: str, path: str) -> None:
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert rows, path
    assert {len(row) for row in rows} == {len(head)} == {len(set(head))}, path


def test_answers_hold_no_field_that_is_not_described(
    client: FlaskClient, spec: dict[str, Any], endpoints: list[Endpoint]
) -> None:
    for endpoint in endpoints:
        answer = ask(client, endpoint, endpoint.example)
        told = spec["paths"][endpoint.path][endpoint.method.lower()]["responses"]["200"]
        schema = told["content"][answer.mimetype]["schema"]
        ours = {name for name, _ in answer.headers if name.startswith("X-")}
        assert ours & set(EXPOSED.split(", ")) <= set(told.get("headers", ()))
        _check_names(answer.get_json(), schema, spec["components"]["schemas"])


def _check_names(value: object, schema: dict[str, Any], known: dict[str, Any]) -> None:
    if "$ref" in schema:
        schema = known[schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, list) and "items" in schema:
        for item in value:
            _check_names(item, schema["items"], known)
    if isinstance(value, dict) and "properties" in schema:
        assert set(value) <= set(schema["properties"])
        for name, part in value.items():
            _check_names(part, schema["properties"][name], known)


def test_filters_are_all_described() -> None:
    assert tuple(parameter.name for parameter in FILTERS) == PARAMETERS


def test_the_documentation_file_is_up_to_date(endpoints: list[Endpoint]) -> None:
    millesime = json.loads((DOC.parents[1] / "data/communes/manifest.json").read_text())[
        "millesime"
    ]
    fresh = documentation.text(endpoints, BASE, str(millesime))
    assert DOC.read_text(encoding="utf-8") == fresh, "lancez scripts/write-api-doc.py"


def test_every_path_is_documented(spec: dict[str, Any]) -> None:
    told = DOC.read_text(encoding="utf-8")
    for path, methods in spec["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in told
    assert told.count("curl ") > len(spec["paths"])


def test_every_documented_command_works(client: FlaskClient) -> None:
    commands = re.findall(
        r"""curl (?:-i )?"([^"]+)"(?: --json '([^']+)')?""", DOC.read_text(encoding="utf-8")
    )
    assert any(body for _, body in commands)
    for address, body in commands:
        path = address.removeprefix(BASE)
        answer = client.post(path, json=json.loads(body)) if body else client.get(path)
        assert answer.status_code == 200, address


def test_the_documentation_is_a_page_that_loads_nothing_foreign(client: FlaskClient) -> None:
    answer = client.get("/api/v1/documentation")
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert not re.findall(r'(?:src|action)="(?:https?:)?//', answer.text)
    levels = [int(n) for n in re.findall(r"<h([1-6])", answer.text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert client.get("/api/v1/").headers["Location"].endswith("/api/v1/documentation")


@pytest.mark.parametrize(
    "path", ["/api/v1/communes?nom=douai", "/api/v1/experimentations", "/api/v1/openapi.json"]
)
def test_a_second_question_costs_nothing(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert first.headers["Cache-Control"]
    head = client.head(path)
    assert head.status_code == 200
    assert not head.data
    assert head.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("path", ["/api/v1/communes?limit=1", "/api/v1/communes/zz", "/health"])
def test_pages_of_other_sites_may_ask(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Origin": "https://exemple.fr"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Total-Count" in answer.headers["Access-Control-Expose-Headers"]
    asked = client.options(path, headers={"Access-Control-Request-Method": "GET"})
    assert asked.status_code == 200
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]


@given(st.text(max_size=MAX_TEXT + 5) | st.from_regex(TEXT_SHAPE, fullmatch=True))
@example("Saint-Denis")
@example("a--b")
@example("a\n")
@example("\u00a0")
@example("l\u2019Ha\u00ff \u00ab x \u00bb ?")
def test_the_pattern_of_a_text_says_what_is_accepted(text: str) -> None:
    text = normalize("NFC", text)
    nom = parameters.text("nom", "", "")
    reader = Reader({"nom": [text]})
    nom.refuse_empty(reader)
    nom.read(reader)
    described = jsonschema_rs.validator_for(dict(nom.schema)).is_valid(text)
    assert described == (not reader.problems)
