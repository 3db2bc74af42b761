"""The API of territories, against the shipped reference."""

import time
from statistics import median
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient

from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services

API = "/api/v1"
API_GEO_DEFAULT = [
    *("nom", "code", "codeDepartement", "siren"),
    *("codeEpci", "codeRegion", "codesPostaux", "population"),
]


def get(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  any JSON value
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in found]


def test_a_commune_has_the_fields_of_api_geo(client: FlaskClient, services: Services) -> None:
    douai = get(client, "/communes/59178")
    known = services.territoires.get(Niveau.COMMUNE, "59178")
    assert list(douai) == API_GEO_DEFAULT
    assert douai["population"] == known.population
    assert douai["codesPostaux"] == list(known.codes_postaux)
    assert get(client, "/communes?code=59178") == [douai]
    assert get(client, "/communes?siren=" + douai["siren"]) == [douai]


def test_every_declared_field_can_be_asked_for(client: FlaskClient) -> None:
    fields = (
        "departement,region,epci,surface,centre,contour,bbox,mairie,zone,type,anciensCodes,"
        "deleguees,associees"
    )
    commune = get(client, f"/communes/01033?fields={fields}")
    assert set(commune) == {"nom", "code", *fields.split(",")}
    assert commune["departement"] == {"code": "01", "nom": "Ain"}
    assert commune["region"]["code"] == "84"
    assert {"Point", "Polygon"} == {commune[n]["type"] for n in ("centre", "bbox", "mairie")}
    assert set(codes(commune["deleguees"])) <= set(commune["anciensCodes"])


def test_surface_is_in_hectares(client: FlaskClient, services: Services) -> None:
    known = services.territoires.get(Niveau.COMMUNE, "59178").superficie_km2
    assert known
    surface = get(client, "/communes/59178?fields=surface")["surface"]
    assert surface == pytest.approx(known * 100, abs=0.005)


def test_a_field_that_is_unknown_is_left_out(client: FlaskClient) -> None:
    commune = get(client, "/communes/98735?fields=contour,centre,zone,codeEpci,surface")
    assert set(commune) == {"nom", "code", "zone"}
    assert commune["zone"] == "com"


@pytest.mark.parametrize("nom", ["saint denis", "St-Denis", "SAINT-DENIS", "Saint-D\u00e9nis"])
def test_a_name_is_found_without_regard_to_its_writing(client: FlaskClient, nom: str) -> None:
    found = get(client, f"/communes?nom={nom}&limit=5")
    assert {"97411", "93066"} <= set(codes(found))
    assert found[0]["_score"] == 1


def test_scores_never_rise_and_the_population_can_count(client: FlaskClient) -> None:
    for more in ("", "&boost=population"):
        scores = [c["_score"] for c in get(client, f"/communes?nom=mar{more}&limit=1000")]
        assert scores == sorted(scores, reverse=True)
    assert codes(get(client, "/communes?nom=marseille&boost=population&limit=1")) == ["13055"]
    boosted = codes(get(client, "/communes?nom=rochelle&boost=population"))
    assert boosted[0] == "17300"


def test_criteria_restrict_each_other(client: FlaskClient) -> None:
    assert len(get(client, "/communes?codePostal=59500")) >= 1
    nord = get(client, "/communes?nom=saint&codeDepartement=59&fields=codeDepartement")
    assert nord
    assert {c["codeDepartement"] for c in nord} == {"59"}
    assert get(client, "/communes?codeDepartement=59&codeRegion=93") == []
    assert get(client, "/communes?code=59178&nom=lille") == []
    assert get(client, "/communes?nom=!") == []


def test_a_position_gives_the_commune_that_holds_it(client: FlaskClient) -> None:
    for code in ("59178", "2A004", "97105", "13055"):
        lon, lat = get(client, f"/communes/{code}?fields=centre")["centre"]["coordinates"]
        assert codes(get(client, f"/communes?lat={lat}&lon={lon}")) == [code]
    assert get(client, "/communes?lat=0&lon=0") == []


def test_outlines_are_exact_and_turn_as_geojson_wants(
    client: FlaskClient, services: Services
) -> None:
    answer = client.get(f"{API}/epcis/200044618/communes?format=geojson&geometry=contour")
    assert answer.mimetype == "application/geo+json"
    features = answer.json["features"] if answer.json else []
    assert len(features) == len(get(client, "/epcis/200044618/communes"))
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        parts = shape.geoms if shape.geom_type == "MultiPolygon" else [shape]
        assert all(part.exterior.is_ccw for part in parts)
        assert not {"centre", "contour"} & set(feature["properties"])
    exact = services.geometries.outlines.shape(services.territoires.get(Niveau.COMMUNE, "59178"))
    given = shapely.geometry.shape(get(client, "/communes/59178?fields=contour")["contour"])
    assert given.hausdorff_distance(exact) < 1e-6


@pytest.mark.parametrize(
    ("code", "current", "nature"),
    [
        ("75101", "75056", "arrondissement_municipal"),
        ("1001", "01001", "repare"),
        ("215901786", "59178", "siren"),
        ("59 178", "59178", "repare"),
    ],
)
def test_another_code_gives_the_current_commune_and_says_so(
    client: FlaskClient, code: str, current: str, nature: str
) -> None:
    found = get(client, f"/communes/{code}")
    assert found["code"] == current
    assert found["resolution"]["nature"] == nature
    assert found["resolution"]["message"]
    assert "resolution" not in get(client, f"/communes/{current}")


def test_former_codes_lead_back_to_their_commune(client: FlaskClient) -> None:
    former = get(client, "/communes/01033?fields=anciensCodes")["anciensCodes"]
    assert former
    for code in former:
        assert get(client, f"/communes/{code}")["code"] == "01033"
        assert codes(get(client, f"/communes?code={code}")) == ["01033"]


def test_levels_nest_and_are_counted(client: FlaskClient, services: Services) -> None:
    assert len(get(client, "/regions")) == 18
    assert len(get(client, "/departements")) == 101
    assert len(get(client, "/departements?zone=metro,drom,com")) == 101 + 8
    assert len(get(client, "/epts")) == 11
    assert client.get(f"{API}/epcis").headers["X-Total-Count"] == "1255"
    assert client.get(f"{API}/communes").headers["X-Total-Count"] == "34969"
    for path, parent in (("epcis", "200093201"), ("epts", "200057867"), ("departements", "2A")):
        one = get(client, f"/{path}/{parent}?fields=nbCommunes")
        assert len(get(client, f"/{path}/{parent}/communes")) == one["nbCommunes"]
    hauts = get(client, "/regions/32/departements")
    assert codes(hauts) == codes(get(client, "/departements?codeRegion=32"))
    assert services.territoires.get(Niveau.REGION, "32").nom == "Hauts-de-France"


def test_an_epci_is_found_in_each_departement_that_it_touches(client: FlaskClient) -> None:
    several = [e for e in get(client, "/epcis") if len(e["codesDepartements"]) > 1]
    assert several
    epci = several[0]
    for code in epci["codesDepartements"]:
        assert epci["code"] in codes(get(client, f"/epcis?codeDepartement={code}"))


def test_an_ept_is_no_epci(client: FlaskClient) -> None:
    answer = client.get(f"{API}/epcis/200057867")
    assert answer.status_code == 404
    assert "Plaine Commune" in answer.text
    assert get(client, "/epts/200057867")["codeEpci"] == "200054781"


def test_an_unknown_code_gives_the_three_closest(client: FlaskClient) -> None:
    answer = client.get(f"{API}/communes/59999")
    assert answer.status_code == 404
    assert answer.json
    assert len(answer.json["proches"]) == 3


def test_pages_follow_each_other_without_gap(client: FlaskClient) -> None:
    whole = codes(get(client, "/departements/59/communes"))
    path, seen = f"{API}/departements/59/communes?limit=200", list[str]()
    while path:
        answer = client.get(path)
        assert answer.headers["X-Total-Count"] == str(len(whole))
        seen += codes(answer.json or [])
        following = [x for x in answer.headers["Link"].split(", <") if 'rel="next"' in x]
        path = following[0].split(">")[0].lstrip("<") if following else ""
    assert seen == whole
    assert get(client, "/departements/59/communes?limit=200&page=99") == []


def test_a_name_is_found_in_a_few_milliseconds(client: FlaskClient) -> None:
    times = []
    for nom in ("douai", "saint-denis", "rochelle", "sainte-marie", "lille") * 20:
        start = time.perf_counter()
        get(client, f"/communes?nom={nom}&limit=10")
        times.append(time.perf_counter() - start)
    assert median(times) < 0.02  # measured 1.4 ms; far more only when something scans everything
