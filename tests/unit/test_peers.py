"""The peers of the map: what they draw is whole, their pages and their scripts are served."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import brotli
import pytest

from benchmarks import carte_rows, contestants
from benchmarks.contestants import ALONE, PAGE, Figures
from benchmarks.peers import app, outlines
from benchmarks.peers.serving import Peers
from benchmarks.usage import FirstUse, Usage
from cartoexp.domain.territoires import Niveau
from tests import loaded

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

NAMES = re.compile(r'(?:src|href)="(/[^"]+)"')


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    for niveau in (Niveau.COMMUNE, Niveau.EPCI):
        level = outlines.read(loaded.REFERENCE, niveau)
        few = level._replace(codes=level.codes[:40], shapes=level.shapes[:40])
        population = {code: 100 * n for n, code in enumerate(few.codes)}
        outlines.write_classes(few, population, folder)
        outlines.write_geojson(few, folder)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return app.create_app(data).test_client()


def test_every_territory_is_drawn_and_has_a_class_in_both_divisions(data: Path) -> None:
    drawn = json.loads((data / "commune.json").read_text())["features"]
    assert [f["id"] for f in drawn] == list(range(40))
    assert all(f["geometry"]["coordinates"] for f in drawn)
    told = json.loads((data / "classes-commune.json").read_text())
    assert {*told["a"]} == {*told["b"]} == {*"12345"}
    assert len(told["a"]) == len(told["b"]) == 40
    assert told["a"] != told["b"]


def test_no_outline_vanishes_when_rounded() -> None:
    level = outlines.read(loaded.REFERENCE, Niveau.COMMUNE)
    known = {t.code for t in loaded.reference().territoires if t.niveau is Niveau.COMMUNE}
    assert len(level.codes) == len(level.shapes) == 34_875
    assert known.issuperset(level.codes)


def test_tiles_hold_the_territories(tmp_path: Path) -> None:
    level = outlines.read(loaded.REFERENCE, Niveau.EPCI)
    few = level._replace(codes=level.codes[:40], shapes=level.shapes[:40])
    tiles = [*outlines.write_tiles(few, tmp_path).rglob("*.pbf")]
    assert {tile.relative_to(tmp_path).parts[1] for tile in tiles} == {"3", "4", "5"}
    assert b"epci" in tiles[0].read_bytes()


@pytest.mark.parametrize("page", ["plotly", "maplibre"])
def test_a_page_has_all_that_it_names_but_what_comes_from_packages(
    client: FlaskClient, page: str
) -> None:
    text = client.get(f"/pages/{page}.html").text
    ours = [name for name in NAMES.findall(text) if name.startswith("/pages/")]
    assert ours == ["/pages/commun.js", f"/pages/{page}.js"]
    assert "://" not in text
    for name in ours:
        answer = client.get(name, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("niveau", app.LEVELS)
def test_dash_leaflet_has_its_outlines_by_url_and_its_classes(
    client: FlaskClient, niveau: str
) -> None:
    root = f"/dash-leaflet/{niveau}/"
    assert "dash-leaflet.js" in client.get(root).text
    asset = f"{root}assets/dash-leaflet.js"
    with client.get(asset, headers={"Accept-Encoding": "br"}) as answer:
        assert b"peers = " in brotli.decompress(answer.data)
    layout = client.get(f"/dash-leaflet/{niveau}/_dash-layout").json
    assert layout is not None
    outlines_of = layout["props"]["children"]["props"]["children"]["props"]
    assert outlines_of["url"] == f"/donnees/{niveau}.json"
    assert len(outlines_of["hideout"]["classes"]) == 40
    assert len(json.loads(client.get(f"/donnees/{niveau}.json").text)["features"]) == 40


def visits(painted: float) -> list[Figures]:
    return [Figures(painted, painted, [painted / 10], 1_000, 500, painted / 50)]


def test_a_bound_is_judged_on_the_ratio_and_an_absent_peer_is_told() -> None:
    scene = {PAGE: visits(500), ALONE: visits(100), "dash-leaflet": visits(1_000)}
    names = (carte_rows.DESKTOP, carte_rows.EPCI, carte_rows.PHONE)
    used = Usage([("filtre", 100.0), ("niveau", 300.0)], 50, 0.01, 600_000, [])
    phone = [FirstUse(2_000, 5_000, 5_500, 0.02)]
    found = Peers(0, sans_maplibre="npm est absent")
    told = carte_rows.Told(dict.fromkeys(names, scene), used, phone, found, "1", 1)
    rows = {row.nom: row for row in carte_rows.section(told).rows}
    assert rows["EPCI, carte seule, peinte"].atteint is True
    assert rows["EPCI, carte seule, peinte"].mesure.startswith("10,0")
    assert rows["EPCI, page `/`, carte peinte"].mesure.startswith("2,0")
    assert rows["EPCI, page `/`, carte peinte"].atteint is None
    assert rows["Communes, carte seule, recoloriage"].atteint is None
    assert "npm est absent" in rows["Communes, carte seule, recoloriage"].mesure
    assert rows["Changement de filtre, de niveau ou de couleur, p95 de 2"].atteint is False
    assert rows["Poids de `/`"].atteint is True


def test_only_peers_that_are_there_are_visited() -> None:
    size = (700, 600)
    names = [c.nom for c in contestants.peers(Peers(1), "commune", size, plotly=True)]
    assert names == ["dash-leaflet", "Plotly"]
    every = contestants.peers(Peers(1, maplibre="6"), "commune", size, plotly=False)
    assert [c.nom for c in every] == ["dash-leaflet", "MapLibre"]
