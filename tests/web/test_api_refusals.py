"""What the API refuses, how it says so, and what it never does: fail or repeat what came in."""

import pytest
from flask.testing import FlaskClient

from cartoexp.services.registry import Services
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app

API = "/api/v1"
HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "1' OR '1'='1'--",
    "x; DROP TABLE territoire",
    "a\x00b",
    "\ufffe",
    "x" * 400,
    "%",
]
LISTS = ["/communes", "/epcis", "/departements", "/experimentations", "/implantations"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", ["/communes", "/experimentations", "/recherche"])
def test_hostile_text_is_refused_and_never_repeated(
    client: FlaskClient, path: str, text: str
) -> None:
    name = "nom" if path == "/communes" else "q"
    for query in ({name: text}, {text: "1"}, {"fields": text}, {"limit": text}, {"page": text}):
        answer = client.get(f"{API}{path}", query_string=query)
        if text == "%" and name in query:
            assert answer.status_code == 200
            continue
        assert answer.status_code == 422, (query, answer.text)
        assert answer.mimetype == "application/problem+json"
        assert len(text) < 2 or text not in answer.text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", ["/communes", "/epcis", "/regions", "/experimentations"])
def test_hostile_codes_are_not_found(client: FlaskClient, path: str, text: str) -> None:
    answer = client.get(f"{API}{path}/{text}".replace("%", "%25"))
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert len(text) < 2 or text not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "lat=999&lon=2",
        "lat=NaN&lon=2",
        "lat=inf&lon=2",
        "lat=48",
        "lon=2",
        "limit=-1",
        "limit=0",
        "limit=1001",
        "limit=1e3",
        "limit=\u0663",
        "page=0",
        "fields=nom,inconnu",
        "fields=",
        "nom=%20",
        "nom=a&nom=b",
        "zone=lune",
        "format=xml",
        "boost=prix",
        "codeDepartement=1",
        "codePostal=5950",
        "inconnu=1",
    ],
)
def test_bad_values_are_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/communes?{query}")
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["status"] == 422
    assert all(problem["message"] for problem in answer.json["erreurs"])


@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ("niveau=canton", "niveau", "commune"),
        ("theme=inconnu", "theme", "energie"),
        ("tri=hasard", "tri", "titre"),
        ("statut=fini", "statut", "en_cours"),
    ],
)
def test_unknown_values_are_answered_with_the_allowed_ones(
    client: FlaskClient, query: str, name: str, allowed: str
) -> None:
    answer = client.get(f"{API}/experimentations?{query}")
    assert answer.status_code == 422
    assert answer.json
    problem = answer.json["erreurs"][0]
    assert problem["parametre"] == name
    assert allowed in problem["valeursAdmises"]


def test_every_problem_is_told_at_once(client: FlaskClient) -> None:
    answer = client.get(f"{API}/communes?lat=999&lon=0&limit=-1&inconnu=1")
    assert answer.json
    names = [problem["parametre"] for problem in answer.json["erreurs"]]
    assert sorted(names) == ["lat", "limit", "requête"]


@pytest.mark.parametrize(
    "query", ["region=32&departement=31", "epci=243100518&departement=59", "annee=2024-2016"]
)
def test_contradictions_are_conflicts(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/experimentations?{query}")
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["erreurs"]


@pytest.mark.parametrize("query", ["region=99", "departement=20", "epci=123456789"])
def test_an_unknown_territory_in_a_filter_gives_close_ones(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/implantations?{query}")
    assert answer.status_code == 404
    assert answer.json
    assert len(answer.json["proches"]) == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{API}/communes", method=method)
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_unknown_path_is_a_problem_too(client: FlaskClient) -> None:
    answer = client.get(f"{API}/cantons")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


@pytest.fixture
def cut_off(services: Services) -> FlaskClient:
    """The application over a database server that does not answer."""
    nowhere = "postgresql://127.0.0.1:9/absente"
    broken = Services.connect(nowhere, services.reference_dir)
    client: FlaskClient = create_app(Settings(), broken).server.test_client()
    return client


def test_a_lost_database_is_told_and_territories_still_answer(cut_off: FlaskClient) -> None:
    for path in ("/health", f"{API}/experimentations", f"{API}/implantations"):
        answer = cut_off.get(path)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.mimetype == "application/problem+json"
    assert cut_off.get(f"{API}/communes/59178").status_code == 200
