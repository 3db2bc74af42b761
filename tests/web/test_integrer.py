"""The builder, frozen views and oEmbed over HTTP."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import struct
import threading
from datetime import date
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import micawber
import pytest
from werkzeug.serving import make_server

from cartoexp.domain.ecarts import compare
from cartoexp.domain.genres import Genre
from cartoexp.services import loading
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.integrer.codes import ORIGIN, producers
from tests import loaded
from tests.web.parsing import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

HERE = "http://localhost"
JSON = {"Accept": "application/json"}
PAGES = {
    "/": "/embed/carte",
    "/?niveau=region&theme=energie": "/embed/carte?niveau=region&theme=energie",
    "/?couleur=densite&lat=46&lon=2&z=6": "/embed/carte?couleur=densite",
    "/territoires/commune/59178": "/embed/territoire/commune/59178",
    "/experimentations/tzcld": "/embed/experimentation/tzcld",
    "/experimentations?theme=sante&tri=titre": "/embed/chiffre?theme=sante",
    "/essaimage?experimentation=tzcld&niveau=epci": "/embed/essaimage/tzcld?niveau=epci",
    "/comparer?territoires=commune:59178,commune:62498": "/embed/territoire/commune/59178",
    "/embed/palmares?nombre=5": "/embed/palmares?nombre=5",
    "/embed/carte.svg?theme=sante": "/embed/carte?theme=sante",
}


@pytest.fixture(scope="module")
def stock(make_loaded_database: Callable[[str], str]) -> Services:
    """Services over a database of its own: these tests write."""
    return loaded.services(make_loaded_database("sqlite"))


@pytest.fixture(scope="module")
def own(stock: Services) -> Flask:
    app: Flask = create_app(Settings(gels_par_heure=3), stock).server
    return app


@pytest.fixture
def writer(own: Flask) -> FlaskClient:
    return own.test_client()


def freeze(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/figes", data=fields, headers=JSON)


def frozen(client: FlaskClient, **fields: str) -> str:
    path: str = freeze(client, **fields).headers["Location"]
    return path.removeprefix(HERE)


def test_a_frozen_view_keeps_its_bytes_and_its_formats(writer: FlaskClient) -> None:
    first = freeze(writer, genre="carte", niveau="region", theme="energie")
    assert first.status_code == 201, first.text
    told = json.loads(first.data)
    again = freeze(writer, genre="carte", niveau="region", theme="energie")
    assert again.status_code == 200
    assert json.loads(again.data)["empreinte"] == told["empreinte"]
    path = first.headers["Location"].removeprefix(HERE)
    page = writer.get(path)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "Vue figée le" in page.text
    assert f'href="/figes/{told["empreinte"]}"' in page.text
    for kind, mimetype in (("svg", "image/svg+xml"), ("csv", "text/csv"),
                           ("json", "application/json"), ("png", "image/png")):  # fmt: skip
        answer = writer.get(f"{path}.{kind}")
        assert (answer.status_code, answer.mimetype) == (200, mimetype)
        held = {"If-None-Match": answer.headers["ETag"]}
        assert writer.get(f"{path}.{kind}", headers=held).status_code == 304
    png = writer.get(f"{path}.png?largeur=300")
    assert struct.unpack(">I", png.data[16:20]) == (300,)
    assert json.loads(writer.get(f"{path}.json").data)["figee"]["empreinte"] == told["empreinte"]
    live = writer.get("/embed/carte.csv?niveau=region&theme=energie")
    assert writer.get(f"{path}.csv").data == live.data


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/embed/fige/0123456789abcdef01234567", 404),
        ("/embed/fige/licorne", 404),
        ("/embed/fige/0123456789abcdef01234567.gif", 404),
        ("/embed/fige/0123456789abcdef01234567?theme=sante", 422),
        ("/figes/licorne", 404),
        ("/integrer?fige=licorne", 404),
        ("/integrer?genre=camembert", 422),
        ("/integrer?inconnu=1", 422),
        ("/integrer?theme=magie", 422),
        ("/integrer?largeur=10", 422),
        ("/integrer?niveau=commune&couleur=taux", 409),
        ("/integrer?genre=experimentation&cible=licorne", 404),
        ("/integrer?genre=territoire&cible=../x", 422),
        ("/integrer?genre=territoire", 200),
        ("/figes", 404),
    ],
)
def test_what_is_asked_badly(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"genre": "carte", "niveau": "canton"}, 422),
        ({"genre": "carte", "niveau": "commune", "couleur": "taux"}, 409),
        ({"genre": "experimentation"}, 422),
        ({"genre": "experimentation", "cible": "licorne"}, 404),
        ({"genre": "carte", "inconnu": "1"}, 422),
        ({"genre": "carte", "q": "x" * 20_000}, 413),
    ],
)
def test_bad_views_are_not_frozen(client: FlaskClient, fields: dict[str, str], status: int) -> None:
    answer = freeze(client, **fields)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://ailleurs.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": HERE}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": HERE}, 303),
        ({}, 303),
    ],
)
def test_other_sites_freeze_nothing(
    writer: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = writer.post("/figes", data={"genre": "chiffre"}, headers=headers)
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers


def test_an_address_freezes_at_a_rate(writer: FlaskClient) -> None:
    asker = {"REMOTE_ADDR": "203.0.113.9"}
    for _ in range(3):
        answer = writer.post("/figes", data={"genre": "chiffre"}, environ_base=asker)
        assert answer.status_code == 303
    answer = writer.post("/figes", data={"genre": "chiffre"}, environ_base=asker, headers=JSON)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 1000
    assert "minutes" in answer.text
    other = {"REMOTE_ADDR": "203.0.113.10"}
    assert writer.post("/figes", data={"genre": "chiffre"}, environ_base=other).status_code == 303


def test_a_withdrawn_view_says_so_in_its_frame(stock: Services, writer: FlaskClient) -> None:
    path = frozen(writer, genre="palmares", nombre="3")
    assert writer.get(path).status_code == 200
    stock.figees.withdraw(path.rpartition("/")[2], date(2026, 12, 1), "erreur de lecture")
    for ending in ("", ".svg", ".png", ".csv", ".json"):
        answer = writer.get(f"{path}{ending}")
        assert answer.status_code == 410, ending
        assert answer.headers["Cache-Control"] == "no-store"
    page = Document(writer.get(path).text)
    assert "Cette vue a été retirée" in page.one("h1").text
    assert "erreur de lecture" in page.text
    assert writer.get(f"/figes/{path.rpartition('/')[2]}").status_code == 410
    assert freeze(writer, genre="palmares", nombre="3").status_code == 410
    asked = quote(f"{HERE}{path}", safe="")
    assert writer.get(f"/oembed?url={asked}").status_code == 410


def test_what_has_changed_since(writer: FlaskClient) -> None:
    path = frozen(writer, genre="carte", niveau="region", couleur="densite")
    text = writer.get(f"/figes/{path.rpartition('/')[2]}").text
    assert "rien n’a changé" in text
    document = Document(text)
    assert len(document.all("h1")) == 1
    assert "noindex" in text


def test_the_builder_gives_what_it_shows(client: FlaskClient) -> None:
    text = client.get("/integrer?genre=carte&niveau=region&theme=energie&largeur=500").text
    document = Document(text)
    frames = [f.get("src") for f in document.all("iframe")]
    assert frames == ["/embed/carte?niveau=region&theme=energie"] * 2
    codes = {t.get("id"): t.text for t in document.all("textarea")}
    names = ("cadre", "script", "markdown", "image", "alternative", "citation")
    assert set(codes) == {f"code-{name}" for name in names}
    src = re.search(r'src="([^"]+)"', codes["code-cadre"])
    assert src
    assert unescape(src[1]) == f"{HERE}/embed/carte?niveau=region&theme=energie"
    assert "max-width:500px" in codes["code-cadre"]
    assert f"{HERE}/embed.js" in codes["code-script"]
    picture = re.search(r"\]\((\S+)\)\]\((\S+)\)", codes["code-markdown"])
    assert picture
    assert client.get(picture[1].removeprefix(HERE)).mimetype == "image/png"
    assert client.get(picture[2].removeprefix(HERE)).status_code == 200
    shown = json.loads(client.get("/embed/carte.json?niveau=region&theme=energie").data)
    assert codes["code-alternative"] == f"{shown['titre']}. {shown['phrase']}"
    assert codes["code-citation"].startswith("Cartoexp, «")
    assert "d’après le catalogue Cartoexp" in codes["code-citation"]
    assert "consulté le" in codes["code-citation"]
    hidden = {i.get("name"): i.get("value") for i in document.all("input")}
    assert hidden["theme"] == "energie", "the filters of the page are kept"


@pytest.mark.parametrize("genre", Genre)
def test_every_kind_has_its_builder(client: FlaskClient, genre: Genre) -> None:
    target = {
        "experimentation": "&cible=tzcld",
        "essaimage": "&cible=tzcld",
        "territoire": "&cible_niveau=commune&cible=59178",
        "comparables": "&cible_niveau=commune&cible=59178",
    }.get(genre.value, "")
    document = Document(client.get(f"/integrer?genre={genre}{target}&titre=non&couleur=").text)
    assert len(document.all("iframe")) == 2
    assert "titre=non" in (document.all("iframe")[0].get("src") or "")
    for link in document.all("nav", "integrer__genres")[0].iter("a"):
        assert client.get(link.get("href")).status_code == 200


def test_only_the_builder_frames_our_embeds(client: FlaskClient) -> None:
    assert "frame-src 'self'" in client.get("/integrer").headers["Content-Security-Policy"]
    assert "frame-src 'none'" in client.get("/methode").headers["Content-Security-Policy"]
    assert client.get("/integrer").headers["X-Frame-Options"] == "DENY"


def test_a_site_that_does_not_know_its_address_says_so(client: FlaskClient) -> None:
    text = client.get("/integrer", base_url="http://ailleurs.example").text
    assert "ne connaît pas son adresse" in text
    assert ORIGIN in text
    assert "ailleurs.example" not in text


@pytest.mark.parametrize(("place", "embed"), PAGES.items())
def test_oembed_of_our_pages(client: FlaskClient, place: str, embed: str) -> None:
    answer = client.get(f"/oembed?url={quote(HERE + place, safe='')}&maxwidth=400&maxheight=300")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.data)
    assert (told["type"], told["version"], told["width"], told["height"]) == (
        "rich", "1.0", 400, min(300, told["height"]))  # fmt: skip
    src = re.search(r'src="([^"]+)"', told["html"])
    assert src
    assert unescape(src[1]) == f"{HERE}{embed}"
    assert told["thumbnail_width"] <= 400
    assert told["thumbnail_height"] <= 300
    thumbnail = client.get(told["thumbnail_url"].removeprefix(HERE))
    size = (told["thumbnail_width"], told["thumbnail_height"])
    assert struct.unpack(">II", thumbnail.data[16:24]) == size


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=https://ailleurs.example/", 404),
        ("url=http://localhost:81/", 404),
        ("url=http://localhost/methode", 404),
        ("url=http://localhost/nulle-part", 404),
        ("url=http://localhost/territoires/commune/99999", 404),
        ("url=http://localhost/experimentations/licorne", 404),
        ("url=http://localhost/?theme=magie", 404),
        ("url=http://localhost/essaimage?codes=59178", 404),
        ("url=http://localhost/embed/fige/0123456789abcdef01234567", 404),
        ("url=http://[", 404),
        ("url=/", 404),
        ("", 404),
        ("url=http://localhost/&format=xml", 501),
        ("url=http://localhost/&maxwidth=0", 422),
        ("url=http://localhost/&maxheight=grand", 422),
    ],
)
def test_what_oembed_refuses(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("place", [p for p in PAGES if not p.startswith("/embed")])
def test_pages_announce_the_frame_that_their_address_gives(client: FlaskClient, place: str) -> None:
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', client.get(place).text)
    assert found is not None
    address = unescape(found[1])
    assert parse_qs(urlsplit(address).query)["url"] == [f"{HERE}{PAGES[place]}"]
    announced = json.loads(client.get(address.removeprefix(HERE)).data)
    asked = json.loads(client.get(f"/oembed?url={quote(HERE + place, safe='')}").data)
    assert announced == asked


def test_each_page_leads_to_the_builder(client: FlaskClient) -> None:
    for page, embed in PAGES.items():
        if page.startswith(("/embed", "/experimentations?")):
            continue
        found = re.search(r'href="(/integrer\?[^"]+)"', client.get(page).text)
        assert found is not None, page
        shown = Document(client.get(unescape(found[1])).text).all("iframe")[0]
        assert shown.get("src") == embed


@pytest.fixture(scope="module")
def site(own: Flask) -> Iterator[str]:
    """The application on loopback, for a consumer that opens connections."""
    running = make_server("127.0.0.1", 0, own, threaded=True)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_real_consumer(site: str, writer: FlaskClient) -> None:
    known = micawber.ProviderRegistry()
    known.register(rf"{re.escape(site)}/\S*", micawber.Provider(f"{site}/oembed"))
    told = known.request(f"{site}/?niveau=region&theme=energie", maxwidth=480)
    assert told["type"] == "rich"
    assert told["width"] == 480
    assert f"{site}/embed/carte" in told["html"]
    path = frozen(writer, genre="chiffre")
    assert "figée le" in known.request(f"{site}{path}")["title"]
    with pytest.raises(micawber.ProviderException):
        known.request(f"{site}/methode")


def test_sources_in_a_sentence() -> None:
    told = "Sources\u00a0: INSEE, 2023\u202f; contours IGN, millésime\u00a02026. Licence X."
    assert producers(told) == "INSEE, 2023\u202f; les contours IGN, millésime\u00a02026"


def test_what_was_kept_can_be_compared(writer: FlaskClient) -> None:
    path = frozen(writer, genre="territoire", cible_niveau="commune", cible="59178")
    then = json.loads(writer.get(f"{path}.json").data)["donnees"]
    now = json.loads(writer.get("/embed/territoire/commune/59178.json").data)["donnees"]
    assert not compare(then, now)
    answer = writer.get(path, headers={"Accept-Encoding": "gzip"})
    assert b"</html>" in gzip.decompress(answer.data)


def test_a_changed_catalogue_changes_no_frozen_view(
    make_loaded_database: Callable[[str], str], tmp_path: Path
) -> None:
    url = make_loaded_database("sqlite")
    services = loaded.services(url)
    client = create_app(Settings(), services).server.test_client()
    asked = {"genre": "experimentation", "cible": "tzcld"}
    path = frozen(client, **asked)
    kinds = ("", ".svg", ".png?largeur=400", ".csv", ".json")
    before = [client.get(f"{path}{kind}").data for kind in kinds]
    live = client.get("/embed/experimentation/tzcld").data

    folder = shutil.copytree(loaded.CATALOGUE, tmp_path / "catalogue")
    file = folder / "implantations.csv"
    head, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    own = [line for line in lines if line.startswith("tzcld")]
    file.write_text("".join([head, *(x for x in lines if x not in own[:2])]), encoding="utf-8")
    assert loading.load(url, loaded.REFERENCE, folder).changed

    assert client.get("/embed/experimentation/tzcld").data != live
    assert [client.get(f"{path}{kind}").data for kind in kinds] == before
    told = Document(client.get(f"/figes/{path.rpartition('/')[2]}").text)
    assert "2\u00a0lignes ont disparu" in told.one("p", "chapo").text
    assert frozen(client, **asked) != path, "what has changed is another record"
