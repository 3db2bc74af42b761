"""Comparables: what the answers say adds up, and what cannot be compared is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

API = "/api/v1"
SAMPLE = [
    "communes/59178",
    "communes/97411",
    "communes/2A004",
    "epcis/200093201",
    "departements/59",
]


def get(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  any JSON value
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json


@pytest.mark.parametrize("place", SAMPLE)
def test_contributions_sum_to_the_gap(client: FlaskClient, place: str) -> None:
    found = get(client, f"{place}/comparables?limit=50&poids=forme:3,elus:0")
    assert [c["rang"] for c in found] == [*range(1, 51)]
    gaps = [c["ecart"] for c in found]
    assert gaps == sorted(gaps)
    for c in found:
        assert sum(c["contributions"].values()) == pytest.approx(c["ecart"], abs=1e-5)
        assert c["contributions"]["elus"] == 0
        assert c["raisons"] == c["rapproche"] + c["eloigne"]
        assert c["intervalle"][0] <= c["intervalle"][1]
        assert place.split("/")[1] != c["code"]
    scores = [c["score"] for c in found]
    assert scores == sorted(scores, reverse=True)


def test_answers_are_those_of_the_service(client: FlaskClient, services: Services) -> None:
    here = services.territoires.get(Niveau.COMMUNE, "59178")
    expected = services.comparables.around(here, 20)
    found = get(client, "communes/59178/comparables")
    assert [c["code"] for c in found] == [c.territoire.code for c in expected.liste]
    headers = client.get(f"{API}/communes/59178/comparables").headers
    assert headers["X-Total-Count"] == str(expected.effectif)
    assert headers["X-Classement-Stable"] == str(expected.stable).lower()
    assert headers["X-Aucun-Proche"] == str(expected.aucun_proche).lower()
    assert "X-Resolution" not in headers
    assert "X-Aucun-Proche" in headers["Access-Control-Expose-Headers"]


def test_none_that_is_near_is_told(client: FlaskClient) -> None:
    """Guyane is like no other région, whatever the weights."""
    told = {
        client.get(f"{API}/{place}/comparables").headers["X-Aucun-Proche"]
        for place in ("regions/03", "communes/59178")
    }
    assert told == {"true", "false"}


def test_weights_change_the_ranking(client: FlaskClient) -> None:
    plain = [c["code"] for c in get(client, "communes/59178/comparables")]
    same = get(client, "communes/59178/comparables?poids=elus:1,forme:1")
    other = get(client, "communes/59178/comparables?poids=centralite:0")
    assert [c["code"] for c in same] == plain
    assert [c["code"] for c in other] != plain


def test_constraints_are_kept_to(client: FlaskClient) -> None:
    path = "communes/59178/comparables?limit=200"
    inside = get(client, f"{path}&memeDepartement=true&populationMin=1000")
    assert {c["codeDepartement"] for c in inside} == {"59"}
    assert min(c["population"] for c in inside) >= 1_000
    around = get(client, f"{path}&memeRegion=true&horsDepartement=true&populationMax=3000")
    assert {c["codeRegion"] for c in around} == {"32"}
    assert "59" not in {c["codeDepartement"] for c in around}
    assert max(c["population"] for c in around) <= 3_000
    total = client.get(f"{API}/{path}&memeDepartement=true").headers["X-Total-Count"]
    assert int(total) == len(get(client, "departements/59/communes")) - 1


def test_a_twin_is_alike_far_and_elsewhere(client: FlaskClient) -> None:
    answer = client.get(f"{API}/communes/59178/comparables?jumeau=true")
    assert answer.json
    (twin,) = answer.json
    assert answer.headers["X-Total-Count"] == "1"
    assert twin["distanceKm"] >= 300
    assert twin["codeRegion"] != "32"
    near = get(client, "communes/59178/comparables?limit=200")
    assert near[twin["rang"] - 1]["code"] == twin["code"]
    before = near[: twin["rang"] - 1]
    assert all(c["distanceKm"] < 300 or c["codeRegion"] == "32" for c in before)


def test_a_limit_beyond_the_level_gives_the_level(client: FlaskClient) -> None:
    found = get(client, "regions/32/comparables?limit=1000")
    assert {c["code"] for c in found} == {r["code"] for r in get(client, "regions")} - {"32"}


def test_a_former_code_is_resolved_and_told(client: FlaskClient) -> None:
    former = client.get(f"{API}/communes/75101/comparables")
    current = client.get(f"{API}/communes/75056/comparables")
    assert former.json == current.json
    assert former.headers["X-Resolution"] == "75101=75056"
    assert client.get(f"{API}/communes/59%0A178/comparables").headers["X-Resolution"] == (
        "59%0A178=59178"
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("communes/98735", "n’a pas de contour"),
        ("departements/987", "n’a pas de contour"),
        ("epcis/200057867", "tablissements publics territoriaux"),
    ],
)
def test_what_cannot_be_compared_is_told(client: FlaskClient, path: str, words: str) -> None:
    answer = client.get(f"{API}/{path}/comparables")
    assert answer.status_code == 422
    assert answer.json
    assert words in answer.json["detail"]
    assert answer.json["title"] == "Comparaison impossible"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("poids=inconnu:2", 422),
        ("poids=forme:-1", 422),
        ("poids=forme:nan", 422),
        ("poids=forme:11", 422),
        ("poids=forme", 422),
        ("poids=", 422),
        ("poids=forme:1,,elus:2", 422),
        ("poids=forme:1,forme:2", 409),
        ("memeDepartement=oui", 422),
        ("memeDepartement=true&horsDepartement=true", 409),
        ("populationMin=10&populationMax=9", 409),
        ("populationMin=-1", 422),
        ("populationMin=1e3", 422),
        ("jumeau=true&memeRegion=true", 409),
        ("limit=0", 422),
        ("limit=1001", 422),
        ("page=2", 422),
    ],
)
def test_bad_choices_are_refused(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"{API}/communes/59178/comparables?{query}")
    assert answer.status_code == status
    assert answer.json
    assert answer.json["erreurs"]


def test_an_unknown_theme_is_answered_with_the_themes(
    client: FlaskClient, services: Services
) -> None:
    themes = services.comparables.weights(Niveau.COMMUNE).themes
    unknown = client.get(f"{API}/communes/59178/comparables?poids=inconnu:1").json
    assert unknown
    assert unknown["erreurs"][0]["valeursAdmises"] == [*themes]
    zeros = ",".join(f"{theme}:0" for theme in themes)
    none = client.get(f"{API}/communes/59178/comparables?poids={zeros}")
    assert none.status_code == 422
    assert "à zéro" in none.text


def test_an_unknown_code_gives_close_ones(client: FlaskClient) -> None:
    answer = client.get(f"{API}/communes/59999/comparables")
    assert answer.status_code == 404
    assert answer.json
    assert len(answer.json["proches"]) == 3
