"""The API of the catalogue: the same filters as the pages, codes beside labels, dated statuses."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from cartoexp.domain.dates import PartialDate, is_stale
from cartoexp.domain.filters import Filters, read_query
from cartoexp.services.listing import Tri
from cartoexp.services.registry import Services

API = "/api/v1"


def get(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  any JSON value
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json


def total(client: FlaskClient, path: str) -> int:
    return int(client.get(f"{API}{path}").headers["X-Total-Count"])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "theme=energie,emploi&statut=en_cours",
        "annee=2016-2024&sans_date=inclure",
        "departement=59",
        "effet=favorable&preuve=3,4,5",
        "q=dijon",
    ],
)
def test_filters_are_those_of_the_pages(
    client: FlaskClient, services: Services, query: str
) -> None:
    pairs = dict(pair.split("=") for pair in query.split("&") if pair)
    listing = services.experiments.list_page(
        Filters.parse(read_query(pairs)), Tri.IMPLANTATIONS, 0, 1_000
    )
    found = get(client, f"/experimentations?{query}&limit=1000")
    assert [item["id"] for item in found] == [card.experiment.id for card in listing.cards]
    assert [item["implantations"] for item in found] == [c.implantations for c in listing.cards]
    assert total(client, f"/experimentations?{query}") == listing.experimentations
    assert total(client, f"/implantations?{query}") == listing.implantations


def test_the_whole_catalogue_can_be_paged_through(client: FlaskClient) -> None:
    count = total(client, "/experimentations")
    pages = [get(client, f"/experimentations?limit=25&page={n}") for n in range(1, count // 25 + 2)]
    seen = [item["id"] for page in pages for item in page]
    assert len(seen) == len(set(seen)) == count


def test_orders(client: FlaskClient) -> None:
    counts = [x["implantations"] for x in get(client, "/experimentations?limit=1000")]
    assert counts == sorted(counts, reverse=True)
    starts = [x["debut"] or 0 for x in get(client, "/experimentations?tri=debut&limit=1000")]
    assert len(set(starts)) > 1


def test_a_record_is_whole(client: FlaskClient, services: Services) -> None:
    record = services.experiments.get("tzcld")
    found = get(client, "/experimentations/tzcld")
    assert len(found["implantations"]) == len(record.implantations)
    assert len(found["evaluations"]) == len(record.evaluations)
    known = {source["id"] for source in found["sources"]}
    assert {i["source"] for i in found["implantations"]} <= known
    assert {e["source"] for e in found["evaluations"]} <= known
    assert found["themesLibelles"] == [t.label for t in record.experiment.themes]


def test_every_code_has_its_label_beside_it(client: FlaskClient) -> None:
    found = get(client, "/experimentations/tzcld")
    for item in (found, *found["implantations"], *found["evaluations"], *found["sources"]):
        for name in item:
            coded = name.removesuffix("Libelle")
            if coded != name and coded in item and coded not in {"date", "statut"}:
                assert (item[name] is None) == (item[coded] is None)
    assert found["baseLegaleLibelle"] != found["baseLegale"]


def test_an_old_attestation_is_told(client: FlaskClient) -> None:
    items = get(client, "/implantations")
    today = date.today()  # noqa: DTZ011  the day of the machine is the day of the answer
    assert any(i["statutAReverifier"] for i in items)
    for item in items:
        attested = item["statutDate"] and PartialDate.parse(item["statutDate"])
        assert item["statutAReverifier"] == is_stale(attested, today)
        if item["statut"] == "en_cours" and attested and item["statutAReverifier"]:
            assert item["statutPhrase"].startswith("en cours ")
            assert str(attested.annee) in item["statutPhrase"]


def test_implantations_as_geojson(client: FlaskClient) -> None:
    answer = client.get(f"{API}/implantations?format=geojson&limit=10000")
    assert answer.mimetype == "application/geo+json"
    features = answer.json["features"] if answer.json else []
    assert len(features) == int(answer.headers["X-Total-Count"])
    assert len({feature["id"] for feature in features}) == len(features)
    for feature in features:
        niveau = feature["properties"]["niveau"]
        point = feature["geometry"] and feature["geometry"]["type"] == "Point"
        if niveau in {"region", "departement"}:
            assert feature["geometry"] is None
        elif feature["properties"]["centre"]:
            assert point


def test_search_gives_territories_and_experiments(client: FlaskClient) -> None:
    found = get(client, "/recherche?q=dijon&limit=6")
    assert len(found) == 6
    assert found[0]["code"] == "21231"
    assert {item["type"] for item in found} == {"territoire", "experimentation"}
    for item in found:
        assert client.get(item["chemin"]).status_code == 200
        assert item["precision"]
    assert get(client, "/recherche") == []
    assert get(client, "/recherche?q=!") == []
    assert get(client, "/recherche?q=75101")[0]["code"] == "75056"


def test_health_counts_what_is_loaded(client: FlaskClient, services: Services) -> None:
    answer = client.get("/health")
    snapshot = services.experiments.snapshot()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "statut": "ok",
        "communes": 34_969,
        "epci": 1_255,
        "experimentations": len(snapshot.experiments),
        "implantations": len(snapshot.keys),
        "evaluations": len(snapshot.columns.evaluated),
        "millesime": services.reference.millesime,
    }
