"""Bundles of styles and scripts, and what Dash sends: compressed once, kept for ever."""

import re

import brotli
import pytest
from flask.testing import FlaskClient

from cartoexp.web import embeds
from cartoexp.web.paquets import ESSAIMAGE_SCRIPTS, MAP_SCRIPTS, SHEETS, STYLES
from tests.loaded import ROOT


def test_the_document_asks_for_one_style_sheet_and_one_map_script(client: FlaskClient) -> None:
    text = client.get("/").text
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', text) == re.findall(
        rf'"(/paquets/\w+/{STYLES})"', text
    )
    assert len(re.findall(r'src="/paquets/\w+/carte.js" defer', text)) == 1
    assert "/dcc/" not in text
    assert "<script src=" not in text.split("<template", 1)[0].split("</head>", 1)[1]


def test_a_bundle_is_its_files_in_order(client: FlaskClient) -> None:
    path = re.search(r"/paquets/\w+/carte\.js", client.get("/").text)
    assert path
    answer = client.get(path[0])
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    whole = b"\n".join((ROOT / "assets" / name).read_bytes() for name in MAP_SCRIPTS)
    assert answer.data == whole
    packed = client.get(path[0], headers={"Accept-Encoding": "br"})
    assert brotli.decompress(packed.data) == whole
    assert client.get("/paquets/0/carte.js").headers["Cache-Control"] == "public, max-age=3600"
    assert client.get("/paquets/0/autre.js").status_code == 404


@pytest.mark.parametrize("accepted", ["br, gzip", "gzip", "identity"])
def test_the_scripts_of_dash_are_whole_in_every_encoding(
    client: FlaskClient, accepted: str
) -> None:
    path = re.search(r'src="(/_dash-component-suites/dash_leaflet/[^"]+)"', client.get("/").text)
    assert path
    plain = client.get(path[1], headers={"Accept-Encoding": "identity"})
    for _ in range(2):
        answer = client.get(path[1], headers={"Accept-Encoding": accepted})
        if accepted.startswith("br"):
            assert answer.headers["Content-Encoding"] == "br"
            assert brotli.decompress(answer.data) == plain.data
            assert len(answer.data) * 3 < len(plain.data)
        elif accepted == "identity":
            assert answer.data == plain.data
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_every_file_of_assets_is_sent_by_some_page(client: FlaskClient) -> None:
    """Bundles name their files: one that is forgotten would only be missed by eye."""
    assert {path.name for path in (ROOT / "assets").glob("*.css")} == set(SHEETS)
    paths = ["/", "/methode", "/territoires/region/32", "/integrer", "/contribuer/importer"]
    paths.append("/contribuer/experimentation")
    pages = "".join(client.get(path).text for path in paths)
    alone = set(re.findall(r"/assets/([\w-]+\.js)", pages))
    assert {path.name for path in (ROOT / "assets").glob("*.js")} == {
        *MAP_SCRIPTS,
        *ESSAIMAGE_SCRIPTS,
        *embeds.SCRIPTS.values(),
        *alone,
    }
