"""Essaimage: candidates of an experiment and of codes, the card of the model, what is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.territoires import Niveau
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests import loaded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

API = "/api/v1"
CODES = ["59178", "62498", "02691", "80021", "59392"]


def post(client: FlaskClient, **body: object) -> TestResponse:
    return client.post(f"{API}/essaimage", json=body)


def ranked(client: FlaskClient, codes: Sequence[str] = CODES, **body: object) -> Any:  # noqa: ANN401
    answer = post(client, niveau="commune", territoires=codes, **body)
    assert answer.status_code == 200, answer.text
    return answer.json


def get(client: FlaskClient, path: str) -> TestResponse:
    answer = client.get(f"{API}/experimentations/{path}")
    assert answer.status_code == 200, answer.text
    return answer


def check_sums(items: Sequence[Mapping[str, Any]]) -> None:
    for item in items:
        assert sum(item["contributions"].values()) == pytest.approx(item["score"], abs=1e-5)


def test_contributions_sum_to_the_score(client: FlaskClient) -> None:
    found = ranked(client, options={"poids": {"forme": 2.5, "elus": 0}}, limit=300)
    check_sums(found)
    assert [c["rang"] for c in found] == [*range(1, 301)]
    scores = [c["score"] for c in found]
    assert scores == sorted(scores, reverse=True)
    shares = [c["percentile"] for c in found]
    assert shares == sorted(shares, reverse=True)
    assert found[0]["drapeau"] == "comparable"
    assert not {c["code"] for c in found} & set(CODES)
    for c in found:
        assert c["raisons"] == c["pour"] + c["contre"]
        assert c["intervalle"][0] <= c["intervalle"][1]
        assert c["semblable"]["code"] in CODES
        assert c["voisine"]["code"] in CODES
        assert c["contributions"]["elus"] == 0


def test_neither_order_nor_repetition_counts(client: FlaskClient) -> None:
    plain = ranked(client)
    assert ranked(client, [*reversed(CODES), *CODES]) == plain
    assert ranked(client, [f" {CODES[0]}", *CODES[1:]]) == plain


def test_an_experiment_is_asked_for_in_both_ways(client: FlaskClient) -> None:
    asked = get(client, "tzcld/candidats?limit=30&poids=forme:2&regions=32,11&unParEpci=true")
    sent = post(
        client,
        experimentation="tzcld",
        limit=30,
        options={"poids": {"forme": 2}, "regions": ["32", "11"], "unParEpci": True},
    )
    assert asked.json == sent.json
    assert asked.headers["X-Total-Count"] == sent.headers["X-Total-Count"]
    assert asked.json
    assert {c["codeRegion"] for c in asked.json} <= {"32", "11"}
    epci = [c["codeEpci"] for c in asked.json]
    assert len(set(epci)) == len(epci)
    assert sent.headers["Cache-Control"] == "no-store"
    held = {"If-None-Match": asked.headers["ETag"]}
    again = client.get(asked.request.path + "?" + asked.request.query_string.decode(), headers=held)
    assert again.status_code == 304


def test_a_limit_beyond_the_level_gives_the_level(client: FlaskClient, services: Services) -> None:
    level = services.profils.level(Niveau.COMMUNE).territoires
    size = len(level)
    answer = get(client, "tzcld/candidats?limit=100000")
    found = answer.json or []
    depart = services.departs.of_experiment("tzcld", Niveau.COMMUNE)
    assert len(depart.territoires) == int(answer.headers["X-Implantations"])
    inside = {t.code for t in depart.territoires}
    inside |= {t.code for t in level if {t.code_epci, t.code_ept} & depart.epcis}
    there = len(inside)
    assert len(found) == int(answer.headers["X-Total-Count"]) == size - there
    assert len({c["code"] for c in found}) == len(found)
    assert "raisons" not in found[0]
    assert "intervalle" not in found[0]
    check_sums(found)
    whole = get(client, "tzcld/candidats?limit=100000&avecImplantations=true").json or []
    assert len(whole) == size
    first = get(client, "tzcld/candidats?limit=501&details=true").json or []
    assert [c["code"] for c in first] == [c["code"] for c in found[:501]]
    assert all(c["raisons"] and c["intervalle"] for c in first[:20])
    assert "raisons" not in (get(client, "tzcld/candidats?limit=5&details=false").json or [])[0]


@pytest.mark.parametrize("count", [1, 2])
def test_with_one_or_two_the_most_like_them_are_given(client: FlaskClient, count: int) -> None:
    answer = post(client, niveau="commune", territoires=CODES[:count], limit=40)
    found = answer.json or []
    assert answer.headers["X-Methode"] == "comparables"
    check_sums(found)
    assert all(c["pour"] or c["contre"] for c in found)
    if count == 1:
        alike = client.get(f"{API}/communes/{CODES[0]}/comparables?limit=40").json or []
        assert [c["code"] for c in found] == [c["code"] for c in alike]
        assert [-c["score"] for c in found] == [c["ecart"] for c in alike]
    there = post(
        client,
        niveau="commune",
        territoires=CODES[:count],
        options={"avecImplantations": True},
        limit=count,
    )
    assert {c["code"] for c in there.json or []} == set(CODES[:count])
    check_sums(there.json or [])


def test_being_near_can_count(client: FlaskClient) -> None:
    found = ranked(client, options={"voisine": True, "poids": {"voisinage": 10}}, limit=20)
    check_sums(found)
    plain = ranked(client, limit=20)
    km = [sum(c["voisine"]["distanceKm"] for c in items) for items in (found, plain)]
    assert km[0] < km[1]


def test_former_codes_are_resolved_and_told(client: FlaskClient) -> None:
    answer = post(client, niveau="commune", territoires=["75101", "1001", *CODES], limit=5)
    assert answer.headers["X-Resolution"] == "75101=75056, 1001=01001"
    current = post(client, niveau="commune", territoires=["75056", "01001", *CODES], limit=5)
    assert answer.json == current.json
    assert answer.headers["X-Implantations"] == "7"
    assert "X-Resolution" in answer.headers["Access-Control-Expose-Headers"]
    many = [f"751{n:02}" for n in range(1, 21)] + ["1001"]
    told = post(client, niveau="commune", territoires=many, limit=1).headers["X-Resolution"]
    assert told.endswith(", +1")


def test_a_commune_without_outline_is_left_out(client: FlaskClient) -> None:
    answer = post(client, niveau="commune", territoires=["98735", *CODES], limit=5)
    assert answer.headers["X-Ecartes"] == "1"
    assert answer.json == ranked(client, limit=5)
    alone = post(client, niveau="commune", territoires=["98735"])
    assert alone.status_code == 422
    assert "contour" in alone.text


def test_every_commune_can_be_sent_but_one(client: FlaskClient, services: Services) -> None:
    every = list(services.profils.level(Niveau.COMMUNE).profils.codes)
    answer = post(client, niveau="commune", territoires=every[1:])
    assert answer.status_code == 200
    assert [c["code"] for c in answer.json or []] == every[:1]
    full = post(client, niveau="commune", territoires=every)
    assert full.status_code == 422
    assert "tous les territoires" in full.text
    repeated = (every * 2)[:40_000]
    assert len(json.dumps(repeated)) > 320_000
    assert post(client, niveau="commune", territoires=repeated).status_code == 422
    assert post(client, niveau="commune", territoires=["59178"] * 40_000).status_code == 200
    assert post(client, niveau="commune", territoires=["59178"] * 40_001).status_code == 422
    assert post(client, niveau="commune", territoires=["59178"] * 60_000).status_code == 413


def test_the_card_of_a_model(client: FlaskClient, services: Services) -> None:
    found: dict[str, Any] = get(client, "tzcld/essaimage").get_json()
    levels = {level["niveau"]: level for level in found["niveaux"]}
    record = services.experiments.get("tzcld")
    assert {n: level["implantations"] for n, level in levels.items()} == services.departs.levels(
        record
    )
    for level in found["niveaux"]:
        tested = level["epreuve"]
        assert 0 <= tested["rappel"] <= 1
        assert tested["indicatif"] == (level["implantations"] < 15)
    assert levels["commune"]["epreuve"]["auc"] > 0.8
    assert len(found["limites"]) >= 3
    assert found["conditionsTransfert"]


def test_experiments_of_every_size_are_answered(client: FlaskClient, services: Services) -> None:
    """One in three, from the smallest to the largest: ranked, or refused with a sentence."""
    sizes = {}
    snapshot = services.experiments.snapshot()
    held = Counter(key.experimentation for key in snapshot.keys)
    for experiment in sorted(snapshot.experiments, key=lambda x: (held[x.id], x.id))[::3]:
        answer = client.get(f"{API}/experimentations/{experiment.id}/candidats?limit=2")
        assert answer.status_code in {200, 422}, experiment.id
        if answer.status_code == 200:
            methode = answer.headers["X-Methode"]
            sizes[min(int(answer.headers["X-Implantations"]), 3)] = methode
            check_sums(answer.json or [])
        else:
            assert answer.json
            assert answer.json["erreurs"][0]["message"]
    assert sizes == {1: "comparables", 2: "comparables", 3: "regression"}


def test_a_level_where_it_does_not_run_is_refused_with_the_others(client: FlaskClient) -> None:
    places = client.get(f"{API}/implantations?niveau=departement&limit=1000").json or []
    alone = {p["experimentation"] for p in places}
    communes = client.get(f"{API}/implantations?niveau=commune,epci&limit=10000").json or []
    (identifier, *_) = sorted(alone - {p["experimentation"] for p in communes})
    answer = client.get(f"{API}/experimentations/{identifier}/candidats?niveau=commune")
    assert answer.status_code == 422
    assert answer.json
    assert "departement" in answer.json["erreurs"][0]["valeursAdmises"]
    assert "commune" not in answer.json["erreurs"][0]["valeursAdmises"]


@pytest.mark.parametrize(
    ("body", "status", "name", "allowed"),
    [
        ({}, 422, "envoi", "territoires"),
        ([], 422, "envoi", ""),
        ({"territoires": ["59178"]}, 422, "niveau", ""),
        ({"niveau": "canton", "territoires": ["59178"]}, 422, "niveau", "commune"),
        ({"niveau": "ept", "territoires": ["200057867"]}, 422, "niveau", "epci"),
        ({"niveau": "commune", "territoires": []}, 422, "territoires", ""),
        ({"niveau": "commune", "territoires": "59178"}, 422, "territoires", ""),
        ({"niveau": "commune", "territoires": [59178]}, 422, "territoires", ""),
        ({"niveau": "commune", "territoires": ["<script>"]}, 422, "territoires", ""),
        ({"niveau": "commune", "territoires": ["59178", "99999"]}, 422, "territoires", ""),
        ({"niveau": "epci", "territoires": ["200057867"]}, 422, "territoires", ""),
        (
            {"experimentation": "tzcld", "territoires": ["1"], "niveau": "commune"},
            *(422, "envoi", "experimentation"),
        ),
        ({"experimentation": "tzcld", "zut": 1}, 422, "envoi", "niveau"),
        ({"experimentation": "tzcld", "options": {"zut": 1}}, 422, "options", "voisine"),
        ({"experimentation": "tzcld", "options": {"voisine": 1}}, 422, "options.voisine", ""),
        (
            {"experimentation": "tzcld", "options": {"poids": {"x": 1}}},
            422,
            "options.poids",
            "elus",
        ),
        (
            {"experimentation": "tzcld", "options": {"poids": {"elus": -1}}},
            422,
            "options.poids",
            "",
        ),
        ({"experimentation": "tzcld", "options": {"regions": ["x"]}}, 422, "options.regions", ""),
        ({"experimentation": "tzcld", "limit": 0}, 422, "limit", ""),
        ({"experimentation": "tzcld", "limit": "9"}, 422, "limit", ""),
        ({"experimentation": "tzcld", "limit": 1.5}, 422, "limit", ""),
        (
            {"experimentation": "tzcld", "options": {"populationMin": 2, "populationMax": 1}},
            *(409, "populationMin", ""),
        ),
        (
            {"experimentation": "tzcld", "options": {"poids": {"voisinage": 2}}},
            *(409, "poids", ""),
        ),
        (
            {"experimentation": "tzcld", "options": {"regions": ["32"], "departements": ["31"]}},
            *(409, "departements", ""),
        ),
    ],
)
def test_bad_bodies_are_refused(
    client: FlaskClient, body: object, status: int, name: str, allowed: str
) -> None:
    answer = client.post(f"{API}/essaimage", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json
    problem = next(p for p in answer.json["erreurs"] if p["parametre"] == name)
    assert problem["message"]
    assert not allowed or allowed in problem["valeursAdmises"]
    assert "script" not in answer.text
    assert "zut" not in answer.text


def test_mixed_levels_are_refused_with_the_list(client: FlaskClient) -> None:
    answer = post(client, niveau="commune", territoires=["59178", "200093201", "200057867"])
    assert answer.status_code == 422
    assert "200093201 (intercommunalité)" in answer.text
    assert "200057867 (établissement public territorial)" in answer.text
    assert "59178" not in answer.text


def test_every_theme_at_zero_is_refused(client: FlaskClient, services: Services) -> None:
    themes = services.profils.level(Niveau.COMMUNE).profils.themes
    for codes in (CODES, CODES[:1]):
        answer = post(
            client,
            niveau="commune",
            territoires=codes,
            options={"poids": dict.fromkeys(themes, 0)},
        )
        assert answer.status_code == 422
        assert "à zéro" in answer.text


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b'{"niveau": ', "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"", "application/json", 400),
        (b"[" * 5_000, "application/json", 400),
        (b'{"experimentation": "tzcld"}', "text/plain", 415),
        (b'{"experimentation": "tzcld"}', "application/x-www-form-urlencoded", 415),
        (b'{"experimentation": "' + b"x" * 600_000 + b'"}', "application/json", 413),
    ],
)
def test_unreadable_bodies_are_refused(
    client: FlaskClient, data: bytes, kind: str, status: int
) -> None:
    answer = client.post(f"{API}/essaimage", data=data, content_type=kind)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    charset = client.post(
        f"{API}/essaimage",
        data=b'{"experimentation": "tzcld", "limit": 1}',
        content_type="application/json; charset=utf-8",
    )
    assert charset.status_code == 200


def test_unknown_places_are_not_found(client: FlaskClient) -> None:
    assert post(client, experimentation="inconnue").status_code == 404
    assert client.get(f"{API}/experimentations/inconnue/candidats").status_code == 404
    assert client.get(f"{API}/experimentations/inconnue/essaimage").status_code == 404
    assert post(client, experimentation="tzcld", options={"regions": ["99"]}).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_it_is_posted_to(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{API}/essaimage", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "OPTIONS, POST"
    assert "POST" in answer.text


def test_pages_of_other_sites_may_send(client: FlaskClient) -> None:
    asked = client.options(
        f"{API}/essaimage",
        headers={
            "Origin": "https://exemple.fr",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Methods"] == "OPTIONS, POST"
    assert asked.headers["Access-Control-Allow-Headers"] == "*"
    assert asked.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.postgis
def test_both_databases_give_the_same(client: FlaskClient, loaded_postgis_url: str) -> None:
    other: FlaskClient = create_app(
        Settings(), loaded.services(loaded_postgis_url)
    ).server.test_client()
    for path in (
        "experimentations/tzcld/candidats?limit=200",
        "experimentations/tzcld/candidats?niveau=epci&limit=50&voisine=true",
        "experimentations/tzcld/essaimage",
        "communes/59178/comparables",
    ):
        assert client.get(f"{API}/{path}").text == other.get(f"{API}/{path}").text
    body = {"experimentation": "tzcld", "niveau": "departement"}
    assert post(client, **body).text == post(other, **body).text


def test_conditions_that_can_be_checked(client: FlaskClient) -> None:
    path = "tzcld/candidats?niveau=commune&limit=20&conditionsRemplies="
    kept: Any = get(client, f"{path}true").json
    assert kept[0]["conditions"] == [{"extrait": "de 5 000 à 10 000 habitants", "remplie": True}]
    assert all(5_000 <= item["population"] <= 10_000 for item in kept)
    every: Any = get(client, f"{path}false").json
    assert not all(c["remplie"] for item in every for c in item["conditions"])
    answer = client.get(
        f"{API}/experimentations/extinction_eclairage/candidats?conditionsRemplies=true"
    )
    assert answer.status_code == 422
