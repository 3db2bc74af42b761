"""OGC API – Features: what the standard asks, request by request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from cartoexp.services.entites import LEVELS
from cartoexp.services.entites.reperes import Repere
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.ogc.documents import CONFORMANCE
from tests.web.parsing import Document

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

OGC = "/ogc"
COLLECTIONS = (
    *("communes", "epci", "departements", "regions"),
    *("implantations", "experimentations", "derogations"),
)
DOUAI = "3.05,50.35,3.10,50.39"
PAGES = (
    "",
    "/conformance",
    "/api",
    "/collections",
    "/collections/communes",
    "/collections/communes/items",
    "/collections/communes/items/59178",
    "/collections/implantations",
    "/collections/implantations/items",
    "/collections/implantations/items/tzcld-001",
    "/collections/experimentations/items/tzcld",
)


def get(client: FlaskClient, path: str, **query: object) -> Any:  # noqa: ANN401  any JSON value
    answer = client.get(f"{OGC}{path}", query_string={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    return answer.json


def items(client: FlaskClient, collection: str, **query: object) -> Any:  # noqa: ANN401  any JSON value
    asked = {name.replace("_", "-"): value for name, value in query.items()}
    return get(client, f"/collections/{collection}/items", **asked)


def rels(document: Any) -> dict[str, str]:  # noqa: ANN401  any JSON value
    return {link["rel"]: link["href"] for link in document["links"]}


def test_the_landing_page_leads_everywhere(client: FlaskClient) -> None:
    found = rels(get(client, ""))
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= set(found)
    for rel in ("self", "service-desc", "conformance", "data"):
        answer = client.get(found[rel])
        assert answer.status_code == 200, rel
        assert answer.json
    assert get(client, "/conformance")["conformsTo"] == list(CONFORMANCE)


def test_every_collection_is_described(client: FlaskClient, services: Services) -> None:
    listed = get(client, "/collections")["collections"]
    assert tuple(c["id"] for c in listed) == COLLECTIONS
    for one in listed:
        assert get(client, f"/collections/{one['id']}") == one
        assert one["crs"][0] == one["storageCrs"] == Repere.CRS84
        (box,) = one["extent"]["spatial"]["bbox"]
        assert -180 <= box[0] < box[2] <= 180
        assert rels(one)["items"]
    held = {one["id"]: items(client, one["id"], limit=1)["numberMatched"] for one in listed}
    snapshot = services.experiments.snapshot()
    assert held["communes"] == len(services.territoires.outlines.communes)
    assert held["departements"] == 101
    assert held["regions"] == 18
    assert held["epci"] == 1_255
    assert held["implantations"] == len(snapshot.keys)
    assert held["experimentations"] == len(snapshot.experiments)


def test_features_are_paged_through(client: FlaskClient) -> None:
    path: str | None = f"{OGC}/collections/epci/items?limit=500"
    seen, sizes = [], []
    while path:
        page: Any = client.get(path).json
        assert page["numberReturned"] == len(page["features"])
        assert page["numberMatched"] == 1_255
        sizes.append(page["numberReturned"])
        seen += [feature["id"] for feature in page["features"]]
        last, path = page, rels(page).get("next")
    assert sizes == [500, 500, 255]
    assert len(set(seen)) == 1_255
    assert seen == sorted(seen)
    assert "offset=500" in rels(last)["prev"]
    assert "prev" not in rels(items(client, "epci", limit=500))
    beyond = items(client, "epci", offset=99_999)
    assert beyond["features"] == []
    assert "next" not in rels(beyond)
    assert items(client, "epci", limit=50_000)["numberReturned"] == 1_000


def test_links_keep_what_was_asked(client: FlaskClient) -> None:
    page = items(client, "communes", codeDepartement="59", bbox="2,50,4,51", limit=2)
    following = client.get(rels(page)["next"]).json
    assert following
    assert following["numberMatched"] == page["numberMatched"] < 648
    assert {f["properties"]["codeDepartement"] for f in following["features"]} == {"59"}


def test_a_box_gives_what_it_touches(client: FlaskClient, services: Services) -> None:
    found = items(client, "communes", bbox=DOUAI, limit=1_000)
    box = [float(side) for side in DOUAI.split(",")]
    expected = {t.code for t, _ in services.territoires.outlines.within(box)}
    assert {f["id"] for f in found["features"]} == expected
    assert "59178" in expected
    with_heights = items(client, "communes", bbox="3.05,50.35,0,3.10,50.39,900", limit=1_000)
    assert with_heights["features"] == found["features"]


def test_boxes_in_other_systems_touch_the_same(client: FlaskClient) -> None:
    degrees = items(client, "communes", bbox="3.05,50.35,3.10,50.39", limit=1_000)
    swapped = items(
        client, "communes", bbox="50.35,3.05,50.39,3.10", bbox_crs=Repere.EPSG4326, limit=1_000
    )
    assert [f["id"] for f in swapped["features"]] == [f["id"] for f in degrees["features"]]
    here = items(client, "communes", code="59178", crs=Repere.LAMBERT93)["features"][0]
    x, y = shape(here["geometry"]).representative_point().coords[0]
    metric = items(client, "communes", bbox=f"{x},{y},{x + 1},{y + 1}", bbox_crs=Repere.LAMBERT93)
    assert [f["id"] for f in metric["features"]] == ["59178"]


@pytest.mark.parametrize("collection", ["communes", "departements"])
def test_boxes_in_metres_are_exact(
    client: FlaskClient, services: Services, collection: str
) -> None:
    level = {"communes": "commune", "departements": "departement"}[collection]
    couche = next(c for n, c in ((n, services.entites.level(n)) for n in LEVELS) if n == level)
    box = (700_000.0, 6_900_000.0, 760_000.0, 6_990_000.0)
    near = np.flatnonzero(couche.etendues.degrees[1] > 46).tolist()
    moved = Repere.LAMBERT93.write(couche.formes[near])
    touched = shapely.intersects(shapely.box(*box), moved)
    expected = [couche.identifiants[r] for r, hit in zip(near, touched, strict=True) if hit]
    asked = ",".join(map(str, box))
    found = items(client, collection, bbox=asked, bbox_crs=Repere.LAMBERT93, limit=1_000)
    assert [f["id"] for f in found["features"]] == expected


def test_a_box_goes_round_by_the_antimeridian(client: FlaskClient) -> None:
    assert items(client, "regions", bbox="170,-90,-170,90")["numberMatched"] == 0
    round_the_other_way = items(client, "regions", bbox="10,-90,-10,90")
    names = {f["properties"]["nom"] for f in round_the_other_way["features"]}
    assert "La Réunion" in names
    assert "Bretagne" not in names


def test_systems_of_the_answer(client: FlaskClient) -> None:
    path = f"{OGC}/collections/communes/items/59178"
    plain = client.get(path)
    assert plain.headers["Content-Crs"] == f"<{Repere.CRS84}>"
    swapped = client.get(path, query_string={"crs": Repere.EPSG4326})
    assert swapped.headers["Content-Crs"] == f"<{Repere.EPSG4326}>"
    metric = client.get(path, query_string={"crs": Repere.LAMBERT93})
    assert metric.headers["Content-Crs"] == f"<{Repere.LAMBERT93}>"
    assert plain.json
    assert swapped.json
    assert metric.json
    first = shapely.get_coordinates(shape(plain.json["geometry"]))
    assert np.array_equal(shapely.get_coordinates(shape(swapped.json["geometry"])), first[:, ::-1])
    metres = shapely.get_coordinates(shape(metric.json["geometry"]))
    assert np.abs(metres - [705_500, 7_030_000]).max() < 10_000  # Douai, in Lambert-93
    assert plain.json["properties"] == metric.json["properties"]


def test_outlines_are_those_of_the_json_api(client: FlaskClient) -> None:
    ours = get(client, "/collections/communes/items/59178")
    other = client.get("/api/v1/communes/59178?fields=contour,population,surface,codesPostaux").json
    assert other
    assert ours["geometry"] == other["contour"]
    for name in ("population", "surface", "codesPostaux", "code", "nom"):
        assert ours["properties"][name] == other[name]


def test_written_features_are_kept_and_stay_the_same(client: FlaskClient) -> None:
    first = items(client, "communes", codeDepartement="62", limit=1_000)
    again = items(client, "communes", codeDepartement="62", limit=1_000)
    assert first["features"] == again["features"]
    assert first["numberReturned"] > 800


def test_implantations_by_period(client: FlaskClient, services: Services) -> None:
    every = services.experiments.snapshot().keys
    found = items(client, "implantations", datetime="2019-01-01/2020-12-31", limit=1_000)
    kept = {f["id"] for f in found["features"]}
    dated = [k for k in every if k.debut is not None]
    assert {k.id for k in dated if k.debut and k.debut > 2020}.isdisjoint(kept)
    assert {k.id for k in dated if k.debut == 2019} <= kept
    undated = {k.id for k in every if k.debut is None}
    whole = {f["id"] for f in all_of(client, "implantations", datetime="1950-01-01T00:00:00Z")}
    assert whole == undated, "the standard wants what has no date to answer any interval"
    open_end = items(client, "implantations", datetime="2030-01-01/..")["numberMatched"]
    assert open_end < items(client, "implantations", datetime="../2030-01-01")["numberMatched"]
    for collection in COLLECTIONS[:4]:
        assert items(client, collection, datetime="2019-01-01", limit=1)["numberMatched"] > 17


def all_of(client: FlaskClient, collection: str, **query: object) -> list[Any]:
    found: list[Any] = []
    while True:
        page = items(client, collection, limit=1_000, offset=len(found), **query)
        found += page["features"]
        if len(found) >= page["numberMatched"]:
            return found


def test_what_is_nowhere_answers_any_box(client: FlaskClient) -> None:
    far = all_of(client, "implantations", bbox="-10,-10,-9,-9")
    assert far
    assert {f["geometry"] for f in far} == {None}
    assert {f["properties"]["niveau"] for f in far} == {"region", "departement"}


def test_filters_by_property(client: FlaskClient) -> None:
    found = all_of(client, "implantations", themes="energie", statut="en_cours")
    assert found
    for feature in found:
        assert "energie" in feature["properties"]["themes"]
        assert feature["properties"]["statut"] == "en_cours"
    (douai,) = items(client, "communes", codesPostaux="59500")["features"]
    assert douai["id"] == "59178"
    assert items(client, "communes", codeDepartement="xx")["numberMatched"] == 0


def test_an_experiment_gathers_its_points(client: FlaskClient, services: Services) -> None:
    found = get(client, "/collections/experimentations/items/tzcld")
    places = {t.cle: t for _, t in services.experiments.get("tzcld").implantations}
    points = {t.centre for t in places.values() if t.niveau in {"commune", "epci", "ept"}}
    assert {tuple(p) for p in found["geometry"]["coordinates"]} == points
    assert found["properties"]["implantations"] >= len(places)


@pytest.mark.parametrize("path", PAGES)
def test_every_resource_is_a_page_too(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{OGC}{path}?f=html")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert list(Document(answer.text).problems()) == []
    accepted = client.get(f"{OGC}{path}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert accepted.mimetype == "text/html"
    assert "Accept" in accepted.headers["Vary"]
    asked = client.get(f"{OGC}{path}?f=json", headers={"Accept": "text/html"})
    assert asked.mimetype != "text/html"
    assert json.loads(asked.text)
    assert client.get(f"{OGC}{path}", headers={"Accept": "*/*"}).mimetype != "text/html"


def test_a_page_of_features_leads_to_the_next(client: FlaskClient) -> None:
    answer = client.get(f"{OGC}/collections/epci/items?f=html&limit=10&offset=10")
    links = Document(answer.text).links
    assert f"{OGC}/collections/epci/items?limit=10&offset=20&f=html" in links
    assert f"{OGC}/collections/epci/items?limit=10&f=html" in links


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=",
        "bbox=a,b,c,d",
        "bbox=1,2,3,nan",
        "bbox=1,60,3,50",
        "bbox=0,0,1,91",
        "bbox=0,0,1,1&bbox-crs=EPSG:4326",
        "bbox=700000,6900000,600000,6990000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2154",
        "bbox=1,1,1e999,2&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2154",
        "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2154",
        "crs=http://www.opengis.net/def/crs/EPSG/0/3857",
        "datetime=hier",
        "datetime=2020-13-01",
        "datetime=../..",
        "datetime=2021-01-01/2020-01-01",
        "limit=0",
        "limit=-1",
        "limit=dix",
        "offset=-1",
        "f=gml",
        "inconnu=1",
        "codeDepartement=",
        "zone=lune",
    ],
)
def test_bad_requests_are_400(client: FlaskClient, query: str) -> None:
    path = f"{OGC}/collections/communes/items?{query}"
    answer = client.get(path)
    assert answer.status_code == 400, answer.text
    assert answer.mimetype == "application/json"
    assert answer.json
    assert set(answer.json) == {"code", "description"}
    assert answer.json["code"] == "InvalidParameterValue"
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 400
    if "f=" not in query.replace("&bbox-crs", ""):
        assert page.mimetype == "text/html"


@pytest.mark.parametrize(
    "path",
    ["/cantons", "/collections/cantons", "/collections/cantons/items"]
    + [f"/collections/communes/items/{code}" for code in ("99999", "59178x", "%00", "a" * 300)],
)
def test_what_does_not_exist_is_404(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{OGC}{path}")
    assert answer.status_code == 404
    assert answer.json
    assert answer.json["code"] == "NotFound"
    assert answer.json["description"]


def test_unknown_parameters_are_refused_everywhere(client: FlaskClient) -> None:
    for path in PAGES:
        assert client.get(f"{OGC}{path}?inconnu=1").status_code == 400, path
        assert client.get(f"{OGC}{path}?utm_source=lettre").status_code == 200, path
        assert client.post(f"{OGC}{path}").status_code == 405, path


def test_a_second_question_costs_nothing(client: FlaskClient) -> None:
    path = f"{OGC}/collections/communes/items?codeDepartement=59&limit=3"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert again.headers["Content-Crs"]
    other = client.get(f"{path}&offset=3", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    answer = client.get(path, headers={"Origin": "https://exemple.fr"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_lost_database_is_told_and_territories_still_answer(services: Services) -> None:
    broken = type(services).connect("postgresql://127.0.0.1:9/absente", services.reference_dir)
    client = create_app(Settings(), broken).server.test_client()
    lost = client.get(f"{OGC}/collections/implantations/items")
    assert lost.status_code == 503
    assert int(lost.headers["Retry-After"]) > 0
    assert lost.json
    assert lost.json["code"] == "ServiceUnavailable"
    assert client.get(f"{OGC}/collections/regions/items").status_code == 200


def test_links_are_absolute_when_the_address_is_known(services: Services) -> None:
    settings = Settings(base_url="https://carte.exemple.fr/")
    client = create_app(settings, services).server.test_client()
    links = rels(client.get(OGC).json)
    assert links["data"] == "https://carte.exemple.fr/ogc/collections"
    assert "localhost" not in json.dumps(client.get(f"{OGC}/api").json)
