"""Views and lists as files: the same rows as the page, in every format; refusals as the page's."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import geopandas as gpd
import pytest
from frictionless import Resource, Schema
from hypothesis import HealthCheck, given, settings

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services.listing import Tri
from cartoexp.web.sorties import MAKING
from tests.loaded import CATALOGUE
from tests.unit.test_filters import filters
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

VIEWS = {
    "/implantations": "theme=energie&statut=en_cours",
    "/experimentations": "theme=energie&tri=titre",
    "/territoires": "niveau=region&theme=energie",
    "/carte/valeurs": "niveau=departement&couleur=taux",
    "/experimentations/tzcld": "",
    "/territoires/commune/59178": "",
    "/territoires/departement/59/comparables": "poids=elus:0",
    "/recherche": "q=saint-germain",
    "/comparer": "territoires=commune:59178,commune:62498",
    "/essaimage": "experimentation=tzcld&niveau=departement",
}
"""Every view that has files, with a query that it reads."""
MEDIA = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}


def read(client: FlaskClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == MEDIA["csv"]
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def shipped(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_whole_list_is_the_shipped_file_with_titles(client: FlaskClient) -> None:
    titles = {x["id"]: x["titre"] for x in shipped("experiments.csv")}
    rows = read(client, "/implantations.csv")
    expected = {row["id"]: row for row in shipped("implantations.csv")}
    assert len(rows) == len(expected)
    for row in rows:
        assert row["titre"] == titles[row["experimentation"]]
        assert {k: row[k] for k in expected[row["id"]]} == expected[row["id"]]


def test_experiments_are_those_of_the_shipped_file(client: FlaskClient) -> None:
    rows = {row["id"]: row for row in read(client, "/experimentations.csv")}
    expected = {row["id"]: row for row in shipped("experiments.csv")}
    assert set(rows) == set(expected)
    for identifier, row in expected.items():
        assert {k: rows[identifier][k] for k in row} == row
    assert sum(int(r["implantations"]) for r in rows.values()) == len(shipped("implantations.csv"))


def test_the_menu_has_the_rows_that_the_page_counts(client: FlaskClient) -> None:
    query = "theme=energie&statut=en_cours"
    rows = read(client, f"/implantations.csv?{query}")
    assert {r["statut"] for r in rows} == {"en_cours"}
    assert all("energie" in r["themes"].split("|") for r in rows)
    page = Document(client.get(f"/experimentations?{query}").text)
    links = [a.get("href") for a in page.all("a")]
    for kind in MEDIA:
        assert f"/implantations.{kind}?{query}" in links
        assert f"/experimentations.{kind}?{query}" in links
    assert f"{len(rows)} lignes" in text_of(page.by_id("resultats"))


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("path", VIEWS)
def test_every_view_has_every_format(client: FlaskClient, path: str, kind: str) -> None:
    answer = client.get(f"{path}.{kind}?{VIEWS[path]}")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == MEDIA[kind]
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="cartoexp-')
    assert name.endswith(f'.{kind}"')
    assert name.isascii()
    assert "theme" not in name or "etc" not in name
    assert len(name) < 140
    again = client.get(
        f"{path}.{kind}?{VIEWS[path]}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    assert not again.data


@pytest.mark.parametrize("path", VIEWS)
def test_the_csv_of_every_view_follows_its_schema(
    client: FlaskClient, path: str, tmp_path: Path
) -> None:
    answer = client.get(f"{path}.csv?{VIEWS[path]}")
    (link,) = [part.split(";")[0].strip("<>") for part in [answer.headers["Link"]]]
    schema = Schema.from_descriptor(json.loads(client.get(link).text))
    (tmp_path / "vue.csv").write_bytes(answer.data)
    report = Resource(path="vue.csv", basepath=str(tmp_path), schema=schema).validate()
    assert report.valid, report.flatten(["message"])[:3]


@pytest.mark.parametrize("path", VIEWS)
def test_layers_open_with_the_rows_of_the_view(
    client: FlaskClient, path: str, tmp_path: Path
) -> None:
    found = {}
    for kind in ("geojson", "gpkg", "parquet"):
        file = tmp_path / f"vue.{kind}"
        file.write_bytes(client.get(f"{path}.{kind}?{VIEWS[path]}").data)
        layer = gpd.read_parquet(file) if kind == "parquet" else gpd.read_file(file)
        assert layer.crs.equals("EPSG:4326", ignore_axis_order=True)
        found[kind] = [len(layer), int(layer.geometry.notna().sum()), round(layer.total_bounds[0])]
    assert len({tuple(v) for v in found.values()}) == 1
    assert found["gpkg"][1] > 0


def test_the_workbook_says_where_it_comes_from(client: FlaskClient) -> None:
    content = client.get("/implantations.xlsx?theme=energie&departement=59").data
    with ZipFile(BytesIO(content)) as book:
        notes = book.read("xl/worksheets/sheet2.xml").decode()
    for told in ("Thème", "Énergie", "Nord", "INSEE", "http://localhost/experimentations?theme"):
        assert told in notes


def test_the_csv_for_excel(client: FlaskClient) -> None:
    answer = client.get("/territoires.csv?niveau=region&separateur=point-virgule")
    assert answer.data.startswith(b"\xef\xbb\xbfniveau;code;nom;")
    assert "excel.csv" in answer.headers["Content-Disposition"]
    assert client.get("/territoires.csv?separateur=virgule").status_code == 422
    assert client.get("/territoires.xlsx?separateur=point-virgule").status_code == 422


@pytest.mark.parametrize("path", VIEWS)
def test_an_unknown_format_says_which_there_are(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}.docx?{VIEWS[path]}")
    assert answer.status_code == 404
    assert "csv, xlsx, geojson, gpkg, parquet" in answer.text
    assert f'href="{path}.gpkg"' in answer.text


def test_too_many_at_once_are_asked_to_come_back(client: FlaskClient) -> None:
    with MAKING, MAKING:
        answer = client.get("/territoires.xlsx?niveau=region")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "plus tard" in answer.text
        assert client.get("/territoires.csv?niveau=region").status_code == 200
    assert client.get("/territoires.xlsx?niveau=region").status_code == 200


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("path", ["/implantations", "/experimentations", "/territoires"])
@pytest.mark.parametrize("query", ["theme=magie", "couleur=rouge", "departement=999"])
def test_what_is_unknown_is_refused(client: FlaskClient, path: str, kind: str, query: str) -> None:
    assert client.get(f"{path}.{kind}?{query}").status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/territoires.csv?niveau=ept", 422),
        ("/carte/valeurs.gpkg?couleur=licornes", 422),
        ("/carte/valeurs.csv?niveau=commune&couleur=taux", 409),
        ("/experimentations/licorne.csv", 404),
        ("/experimentations/tzcld.csv?theme=energie", 422),
        ("/territoires/commune/99999.csv", 404),
        ("/territoires/planete/1.csv", 422),
        ("/territoires/commune/59178.csv?x=1", 422),
        ("/territoires/ept/200057867/comparables.csv", 422),
        ("/territoires/commune/59178/comparables.csv?poids=magie:1", 422),
        ("/comparer.gpkg?territoires=commune:59178", 422),
        ("/essaimage.parquet", 422),
        ("/recherche.csv", 422),
        ("/recherche.csv?q=<b>", 422),
    ],
)
def test_refusals_are_those_of_the_page(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize("niveau", ["region", "departement", "epci", "commune"])
def test_every_territory_of_a_level_with_its_count(
    client: FlaskClient, services: Services, niveau: str
) -> None:
    rows = read(client, f"/territoires.csv?niveau={niveau}&theme=energie")
    level = Niveau(niveau)
    counts = services.experiments.counts(Filters.parse({"theme": ["energie"]}), level)
    assert len(rows) == len(services.territoires.level(level))
    found = {r["code"]: int(r["experimentations"]) for r in rows if r["experimentations"] != "0"}
    assert found == dict(counts.experimentations)
    assert all(r["nom"] for r in rows)


def test_territories_outside_the_one_asked_are_left_out(client: FlaskClient) -> None:
    rows = read(client, "/territoires.csv?niveau=commune&departement=59")
    assert {r["code_departement"] for r in rows} == {"59"}
    assert any(r["experimentations"] == "0" for r in rows)
    (region,) = read(client, "/territoires.csv?niveau=region&region=32")
    assert region["code"] == "32"


def test_an_unknown_population_is_empty(client: FlaskClient) -> None:
    rows = read(client, "/territoires.csv?niveau=departement")
    unknown = {r["code"] for r in rows if not r["population"]}
    assert "59" not in unknown
    assert "0" not in {r["population"] for r in rows}


def test_a_territory_without_indicators_has_empty_files(client: FlaskClient) -> None:
    assert read(client, "/territoires/ept/200057867.csv") == []
    layer = json.loads(client.get("/territoires/ept/200057867.geojson").text)
    assert len(layer["features"]) == 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filters())
def test_page_api_and_file_read_the_same_query(
    client: FlaskClient, services: Services, chosen: Filters
) -> None:
    """One query, written by ``Filters``, gives the same experiments to all who read it."""
    query = f"?{chosen.query()}" if chosen else ""
    page = client.get(f"/experimentations{query}")
    answers = [page, client.get(f"/api/v1/experimentations{query}")]
    answers.append(client.get(f"/implantations.csv{query}"))
    answers.append(client.get(f"/experimentations.csv{query}"))
    if page.status_code != 200:  # territories that exclude each other
        assert {a.status_code for a in answers} == {page.status_code}
        return
    listing = services.experiments.list_page(chosen, Tri.TITRE, 0, 0)
    places, experiments = (list(csv.DictReader(StringIO(a.text, newline=""))) for a in answers[2:])
    assert len(places) == listing.implantations
    assert {r["experimentation"] for r in places} == {r["id"] for r in experiments}
    assert len(experiments) == listing.experimentations
    assert int(answers[1].headers["X-Total-Count"]) == listing.experimentations
    count = text_of(Document(page.text).by_id("compte"))
    assert int("".join(c for c in count.split(" expérimentation")[0] if c.isdigit())) == (
        listing.experimentations
    )
