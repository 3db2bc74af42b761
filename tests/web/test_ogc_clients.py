"""OGC API – Features read by others: GDAL's driver and OWSLib, over HTTP on loopback."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from owslib.ogcapi.features import Features
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from cartoexp.services.registry import Services

DOC = Path(__file__).parents[2] / "docs" / "api.md"
BASE = "http://127.0.0.1:8000"
PATIENCE_S = 120


@pytest.fixture(scope="module")
def site(server: Flask) -> Iterator[str]:
    """Address of the application, served over HTTP as long as these tests last."""
    http = make_server("127.0.0.1", 0, server, threaded=True)
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


def copy(ogr2ogr: Path, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603  a program found by us, our own arguments
        [ogr2ogr, "-q", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env={"CPL_TMPDIR": "/tmp", "GDAL_HTTP_TIMEOUT": "60"},  # noqa: S108
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr


def count(path: Path, layer: str) -> int:
    with sqlite3.connect(path) as base:
        (found,) = base.execute(f'SELECT count(*) FROM "{layer}"').fetchone()  # noqa: S608  our own names
    base.close()
    return int(found)


def test_ogr2ogr_copies_every_collection(
    ogr2ogr: Path, site: str, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "cartoexp.gpkg"
    quick = ["-lco", "SPATIAL_INDEX=NO", "--config", "OGR_SQLITE_SYNCHRONOUS", "OFF"]
    copy(ogr2ogr, str(path), f"OAPIF:{site}/ogc", "-oo", "PAGE_SIZE=1000", *quick)
    snapshot = services.experiments.snapshot()
    assert count(path, "communes") == len(services.territoires.outlines.communes)
    assert count(path, "epci") == 1_255
    assert count(path, "departements") == 101
    assert count(path, "regions") == 18
    assert count(path, "implantations") == len(snapshot.keys)
    assert count(path, "experimentations") == len(snapshot.experiments)


def test_ogr2ogr_asks_by_box(ogr2ogr: Path, site: str, tmp_path: Path) -> None:
    path = tmp_path / "autour.gpkg"
    box = ["-spat", "3.05", "50.35", "3.10", "50.39"]
    copy(ogr2ogr, str(path), f"OAPIF:{site}/ogc", "communes", *box)
    with sqlite3.connect(path) as base:
        names = {name for (name,) in base.execute("SELECT nom FROM communes")}
    base.close()
    assert "Douai" in names
    assert len(names) < 30


def test_the_documented_command_of_gdal_works(ogr2ogr: Path, site: str, tmp_path: Path) -> None:
    (line,) = re.findall(r"^ogr2ogr (.+)$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    target, source, layer = line.replace('"', "").replace(BASE, site).split()
    copy(ogr2ogr, str(tmp_path / target), source, layer)
    assert count(tmp_path / target, layer) > 1_000


def test_owslib_reads_everything(site: str, services: Services) -> None:
    service = Features(f"{site}/ogc")
    assert service.conformance()["conformsTo"]
    assert service.api()["openapi"].startswith("3.0")
    names = ["communes", "epci", "departements", "regions", "implantations", "experimentations"]
    assert service.feature_collections() == [*names, "derogations"]
    held: Any = service.collection_items("implantations", limit=10)
    assert held["numberReturned"] == len(held["features"]) == 10
    assert held["numberMatched"] == len(services.experiments.snapshot().keys)
    near: Any = service.collection_items("communes", bbox=[3.05, 50.35, 3.10, 50.39], limit=50)
    assert "59178" in {feature["id"] for feature in near["features"]}
    assert service.collection_item("regions", "32")["properties"]["nom"] == "Hauts-de-France"
