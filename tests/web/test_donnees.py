"""Complete files, their schemas, and what harvesters read of them."""

from __future__ import annotations

import csv
import json
import warnings
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow.parquet as pq
import pyshacl
import pytest
from frictionless import Package, Resource, Schema
from rdflib import DCAT, DCTERMS, FOAF, Graph, Literal, URIRef

from cartoexp.domain.territoires import Niveau
from cartoexp.services.tableaux.entiers import ENTIERS
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests.web.parsing import Document

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

SHAPES = Path(__file__).with_name("dcat-ap.ttl")
SMALL = [
    *("regions.csv", "regions.geojson", "regions.gpkg", "departements.gpkg", "ept.geojson"),
    *("implantations.xlsx", "implantations.geojson", "implantations.gpkg", "sources.parquet"),
    *("implantations.parquet", "experiments.xlsx", "experimentations_sources.parquet"),
    *("indicateurs-regions.csv", "indicateurs-departements.parquet"),
]


@pytest.fixture(scope="module")
def depots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the complete files of this module are kept."""
    return tmp_path_factory.mktemp("depots")


@pytest.fixture(scope="module")
def own(services: Services, depots: Path) -> Flask:
    """An application with its own folder of complete files."""
    server: Flask = create_app(Settings(depots_dir=depots, editeur="Un éditeur"), services).server
    return server


@pytest.fixture
def client(own: Flask) -> FlaskClient:
    """A client of it."""
    return own.test_client()


def fetch(client: FlaskClient, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, path
        content: bytes = answer.data
    return content


@pytest.mark.parametrize("name", SMALL)
def test_a_complete_file_is_made_once_and_kept(
    client: FlaskClient, depots: Path, name: str
) -> None:
    with client.get(f"/donnees/complet/{name}") as answer:
        assert answer.status_code == 200
        content = answer.data
    stem, _, ending = name.partition(".")
    (path,) = depots.glob(f"{stem}.*.{ending}")
    written = path.stat().st_mtime_ns
    told = json.loads(path.with_name(f"{path.name}.json").read_text())
    assert told == {"octets": len(content), "sha256": sha256(content).hexdigest()}
    assert answer.headers["Content-Disposition"].endswith(f".{ending}")
    # As a browser asks: compressed on the way, and still known the second time.
    asked = {"Accept-Encoding": "gzip, br"}
    with client.get(f"/donnees/complet/{name}", headers=asked) as squeezed:
        asked["If-None-Match"] = squeezed.headers["ETag"]
        assert len(squeezed.data) <= len(content)
    with client.get(f"/donnees/complet/{name}", headers=asked) as again:
        assert again.status_code == 304
    assert path.stat().st_mtime_ns == written


def test_layers_hold_every_territory(
    client: FlaskClient, services: Services, tmp_path: Path
) -> None:
    for niveau, name in ((Niveau.REGION, "regions.gpkg"), (Niveau.EPT, "ept.geojson")):
        path = tmp_path / name
        path.write_bytes(fetch(client, f"/donnees/complet/{name}"))
        layer = gpd.read_file(path)
        assert list(layer["code"]) == [t.code for t in services.territoires.level(niveau)]
        assert layer.crs.to_epsg() == 4326
        assert layer.geometry.notna().all()


def test_communes_are_there_as_geojson(client: FlaskClient, services: Services) -> None:
    """The API refuses them without a filter and sends here."""
    content = fetch(client, "/donnees/complet/communes.geojson")
    assert content.count(b'\n{"type":"Feature"') == len(services.territoires.level(Niveau.COMMUNE))
    assert content.count(b'"geometry":null') == content.count(b'"zone":"com"')


def test_the_catalogue_in_parquet_is_the_shipped_one(client: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "sources.parquet"
    path.write_bytes(fetch(client, "/donnees/complet/sources.parquet"))
    text = fetch(client, "/donnees/catalogue/sources.csv").decode()
    shipped = list(csv.DictReader(StringIO(text, newline="")))
    rows = sorted(shipped, key=lambda r: r["id"])
    held = sorted(pq.read_table(path).to_pylist(), key=lambda r: r["id"])
    assert [{k: v or "" for k, v in r.items()} for r in held] == rows


@pytest.mark.parametrize(
    "name", ["licorne.csv", "communes.docx", "..%2Fsecret", "regions.schema.json"]
)
def test_only_known_files_are_given(client: FlaskClient, name: str) -> None:
    assert client.get(f"/donnees/complet/{name}").status_code == 404
    assert client.get(f"/donnees/schemas/{name}.json").status_code == 404


def test_a_folder_that_cannot_be_written_says_so(services: Services, tmp_path: Path) -> None:
    (tmp_path / "depots").write_text("un fichier, pas un dossier")
    app = create_app(Settings(depots_dir=tmp_path / "depots"), services).server
    assert app.test_client().get("/donnees").status_code == 200
    assert app.test_client().get("/donnees/complet/regions.csv").status_code == 503


@pytest.mark.parametrize("name", ["regions", "indicateurs-regions"])
def test_schemas_hold_for_their_files(client: FlaskClient, tmp_path: Path, name: str) -> None:
    schema = Schema.from_descriptor(json.loads(client.get(f"/donnees/schemas/{name}.json").text))
    (tmp_path / "x.csv").write_bytes(fetch(client, f"/donnees/complet/{name}.csv"))
    report = Resource(path="x.csv", basepath=str(tmp_path), schema=schema).validate()
    assert report.valid, report.flatten(["message"])[:3]


def test_the_package_is_one(client: FlaskClient) -> None:
    content = fetch(client, "/donnees/complet/regions.csv")
    told = json.loads(client.get("/donnees/complet/datapackage.json").text)
    assert Package.from_descriptor(told).resource_names
    (regions,) = [r for r in told["resources"] if r["name"] == "regions"]
    assert regions["bytes"] == len(content)
    assert regions["hash"] == f"sha256:{sha256(content).hexdigest()}"
    sums = client.get("/donnees/complet/SHA256SUMS").text
    assert f"{sha256(content).hexdigest()}  regions.csv\n" in sums


def test_the_page_lists_every_complete_file(client: FlaskClient) -> None:
    page = Document(client.get("/donnees").text)
    links = {a.get("href") for a in page.all("a")}
    assert {f"/donnees/complet/{e.nom}.{f}" for e in ENTIERS for f in e.formats} <= links
    found = {x.get("href"): x.get("type") for x in page.all("link") if x.get("rel") == "alternate"}
    assert found["/donnees/catalogue.jsonld"] == "application/ld+json"
    assert found["/donnees/catalogue.ttl"] == "text/turtle"


@pytest.fixture
def graph(client: FlaskClient) -> Graph:
    """What a harvester reads, from both ways to write it."""
    ttl = client.get("/donnees/catalogue.ttl")
    jsonld = client.get("/donnees/catalogue.jsonld")
    assert ttl.mimetype == "text/turtle"
    assert jsonld.mimetype == "application/ld+json"
    found = Graph().parse(data=ttl.text, format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib to itself
        other = Graph().parse(data=jsonld.text, format="json-ld")
    assert set(found) == set(other)
    return found


def test_dcat_follows_its_profile(graph: Graph) -> None:
    valid, _, told = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=False)
    assert valid, told
    assert len(set(graph.subjects(DCAT.distribution))) == 3
    assert Literal("Un éditeur") in set(graph.objects(None, FOAF.name))
    assert not set(graph.objects(None, DCAT.contactPoint))


def test_shapes_can_fail(graph: Graph) -> None:
    """A test that accepts anything would prove nothing."""
    graph.remove((None, DCTERMS.title, None))
    assert not pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES))[0]


def test_every_distribution_is_there_and_known_hashes_hold(
    client: FlaskClient, graph: Graph
) -> None:
    spdx = "http://spdx.org/rdf/terms#"
    told = {str(u): d for d, u in graph.subject_objects(DCAT.downloadURL)}
    assert "http://localhost/donnees/complet/communes.geojson" in told
    for address, distribution in told.items():
        path = address.removeprefix("http://localhost")
        if "/complet/" in path and not graph.value(distribution, URIRef(f"{spdx}checksum")):
            continue  # not made yet: making them all would take a minute
        if "communes" in path:
            continue
        content = fetch(client, path)
        checksum = graph.value(distribution, URIRef(f"{spdx}checksum"))
        value = graph.value(checksum, URIRef(f"{spdx}checksumValue"))
        assert str(value) == sha256(content).hexdigest()
        assert int(str(graph.value(distribution, DCAT.byteSize))) == len(content)


def test_a_contact_is_told_when_there_is_one(services: Services, depots: Path) -> None:
    app = create_app(Settings(depots_dir=depots, contact="contact@exemple.fr"), services).server
    graph = Graph().parse(data=app.test_client().get("/donnees/catalogue.ttl").text)
    assert len(list(graph.subject_objects(DCAT.contactPoint))) == 3
    assert pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES))[0]


def test_without_its_own_address_there_is_no_catalogue(client: FlaskClient) -> None:
    answer = client.get("/donnees/catalogue.ttl", base_url="http://ailleurs.exemple")
    assert answer.status_code == 404
    assert client.get("/donnees/catalogue.rdf").status_code == 404
