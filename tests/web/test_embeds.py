"""Embeds over HTTP: every kind in every format, what is refused, who may frame, what it weighs."""

from __future__ import annotations

import csv
import gzip
import json
import re
import struct
from io import StringIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.web.parsing import Document

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

KINDS = (
    "carte",
    "carte?niveau=region&theme=energie",
    "carte?couleur=taux&niveau=epci",
    "carte?niveau=commune&departement=59",
    "carte?symboles=themes&theme=sante",
    "carte?couleur=densite&symboles=proportionnels",
    "experimentation/tzcld",
    "experimentation/budget_participatif",
    "experimentation/tzcld?statut=abandonnee&annee=1950-1960",
    "territoire/commune/59178",
    "territoire/departement/59?theme=emploi",
    "territoire/epci/200044618",
    "territoire/ept/200057867",
    "territoire/region/32",
    "territoire/departement/975",
    "palmares",
    "palmares?niveau=region&couleur=taux&nombre=5",
    "palmares?niveau=epci&region=53",
    "palmares?theme=alimentation&statut=abandonnee&annee=1950-1960",
    "chiffre",
    "chiffre?mesure=implantations&region=53",
    "comparables/commune/59178",
    "comparables/departement/59?nombre=3&population_min=1000000",
    "essaimage/tzcld?niveau=departement",
    "essaimage/tzcld?niveau=epci&deja=oui&region=32&nombre=3",
)
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "json": "application/json",
}
BAD = (
    ("carte?niveau=ept", 422),
    ("carte?couleur=rouge", 422),
    ("carte?theme=magie", 422),
    ("carte?inconnu=1", 422),
    ("carte?region=99", 422),
    ("carte?annee=2024-2016", 409),
    ("carte?couleur=taux&niveau=commune", 409),
    ("palmares?nombre=0", 422),
    ("palmares?niveau=commune&couleur=chef_lieu", 409),
    ("experimentation/licorne", 404),
    ("experimentation", 404),
    ("territoire/commune/99999", 404),
    ("territoire/canton/59178", 404),
    ("comparables/ept/200057867", 422),
    ("essaimage/licorne", 404),
    ("essaimage/tzcld?niveau=region&region=99", 422),
    ("nulle-part", 404),
)


def address(kind: str, extension: str = "") -> str:
    path, _, query = kind.partition("?")
    ending = f".{extension}" if extension else ""
    return f"/embed/{path}{ending}{'?' if query else ''}{query}"


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(path, headers=headers)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page(client: FlaskClient, kind: str) -> None:
    answer = get(client, address(kind))
    assert answer.status_code == 200, answer.text
    document = Document(answer.text)
    assert len(document.all("h1")) == 1
    assert document.all("title")[0].text.endswith("· Cartoexp")
    assert "Source" in document.text
    assert "Données du" in document.text
    assert document.one("html").get("lang") == "fr"
    assert document.all("details")
    assert "nan" not in document.text.lower().split()
    assert "None" not in document.text


@pytest.mark.parametrize("extension", TYPES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_files(client: FlaskClient, kind: str, extension: str) -> None:
    if extension == "png":
        kind = f"{kind}{'&' if '?' in kind else '?'}largeur=300"
    answer = get(client, address(kind, extension))
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == TYPES[extension]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    if extension == "svg":
        root = ET.fromstring(answer.data)  # noqa: S314  our own picture
        assert root.find("{http://www.w3.org/2000/svg}title") is not None
        assert "var(--" not in answer.text
        assert "http" not in answer.text.replace("http://www.w3.org/2000/svg", "")
    elif extension == "png":
        assert struct.unpack(">I", answer.data[16:20]) == (300,)
    elif extension == "csv":
        rows = list(csv.reader(StringIO(answer.text)))
        assert len({len(row) for row in rows}) == 1
    else:
        told = json.loads(answer.data)
        assert {"titre", "phrase", "sources", "date", "donnees"} <= told.keys()
        assert get(client, told["page"]).status_code == 200


@pytest.mark.parametrize("kind", ["carte", "chiffre", "palmares", "territoire/commune/59178"])
def test_the_social_card(client: FlaskClient, kind: str) -> None:
    answer = get(client, f"{address(kind, 'png')}?format=carte-sociale")
    assert struct.unpack(">II", answer.data[16:24]) == (1200, 630)
    plain = get(client, f"{address(kind, 'png')}?largeur=1200")
    assert plain.data != answer.data


@pytest.mark.parametrize("extension", ["", *TYPES])
@pytest.mark.parametrize(("kind", "status"), BAD)
def test_what_is_refused(client: FlaskClient, kind: str, status: int, extension: str) -> None:
    answer = get(client, address(kind, extension))
    assert answer.status_code == status, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "X-Frame-Options" not in answer.headers
    if extension == "":
        document = Document(answer.text)
        assert "Cette vue" in document.one("h1").text
        assert "/embed/cadre.js" in answer.text
    elif extension == "json":
        assert answer.mimetype == "application/problem+json"
        assert json.loads(answer.data)["status"] == status
    elif extension == "csv":
        assert answer.mimetype == "text/plain"
    else:
        assert answer.mimetype == TYPES[extension]


def test_a_refusal_says_what_is_allowed_and_never_what_came_in(client: FlaskClient) -> None:
    answer = get(client, "/embed/carte?niveau=<b>x</b>")
    assert "Valeurs admises" in answer.text
    assert "<b>x" not in answer.text


@pytest.mark.parametrize(
    ("query", "status"),
    [("largeur=119", 422), ("largeur=2401", 422), ("largeur=x", 422), ("format=a5", 422)],
)
def test_sizes_that_do_not_exist(client: FlaskClient, query: str, status: int) -> None:
    assert get(client, f"/embed/carte.png?{query}").status_code == status
    assert get(client, f"/embed/carte?{query}").status_code == 422, "a page has no size"


def test_an_embed_outlives_the_code_of_its_commune(client: FlaskClient) -> None:
    document = Document(get(client, "/embed/territoire/commune/14011").text)
    assert "Aurseulles" in document.one("h1").text
    assert "Anctoville" in document.one("p", "filtres").text
    assert get(client, "/embed/comparables/commune/14011").status_code == 200


def test_the_closest_are_told(client: FlaskClient) -> None:
    assert "Les plus proches" in get(client, "/embed/experimentation/tzcl").text
    assert "Les plus proches" in get(client, "/embed/territoire/commune/59999").text


def test_only_embeds_may_be_framed(client: FlaskClient) -> None:
    for path in ("/embed/carte", "/embed/nulle-part", "/embed/carte.svg"):
        headers = get(client, path).headers
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers
    refused = client.post("/embed/carte")
    assert refused.status_code == 405
    assert refused.headers["X-Frame-Options"] == "DENY", "that page is no embed"
    for path in (
        "/",
        "/territoires",
        "/embed/",
        "/api/v1/regions",
        "/embed",
        "/embedded",
        "/nulle-part",
    ):
        headers = get(client, path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Frame-Options"] == "DENY", path


def test_an_embed_is_self_contained_and_leaves_nothing(client: FlaskClient) -> None:
    answer = get(client, "/embed/carte?niveau=epci")
    assert "Set-Cookie" not in answer.headers
    asked = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
    fetched = [a for a in asked if not a.startswith(("/?", "/territoires", "/methode"))]
    assert set(fetched) - {"/"} == {"/embed/cadre.js", "data:,"}
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("kind", "most_kb"),
    [
        ("carte?niveau=region", 40),
        ("carte", 40),
        ("carte?couleur=densite", 40),
        ("carte?niveau=epci", 120),
        ("carte?niveau=epci&couleur=densite", 120),
        ("carte?niveau=commune&couleur=densite", 50),
        ("carte?niveau=commune", 50),
        ("carte?niveau=commune&departement=59", 60),
        ("experimentation/tzcld", 40),
        ("palmares?nombre=100&niveau=epci", 15),
        ("comparables/commune/59178", 40),
        ("chiffre", 10),
    ],
)
def test_what_it_weighs(client: FlaskClient, kind: str, most_kb: int) -> None:
    answer = get(client, address(kind), **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= most_kb * 1000, f"{len(answer.data) / 1000:.1f} KB"
    assert b"</html>" in gzip.decompress(answer.data)


def test_the_picture_of_all_communes_is_light(client: FlaskClient) -> None:
    picture = get(client, "/embed/carte.svg?niveau=commune&couleur=densite")
    assert b"data:image/png;base64," in picture.data
    assert get(client, "/embed/carte.png?niveau=commune&largeur=900").status_code == 200


@pytest.mark.parametrize(("path", "most"), [("/embed/cadre.js", 5_000), ("/embed.js", 2_000)])
def test_scripts_are_small_and_stay_where_they_are(
    client: FlaskClient, path: str, most: int
) -> None:
    answer = get(client, path)
    assert answer.mimetype == "text/javascript"
    assert len(answer.data) <= most
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_who_holds_it_is_not_sent_it_again(client: FlaskClient) -> None:
    for path in ("/embed/carte", "/embed/carte.svg", "/embed/carte.png", "/embed/carte.csv"):
        first = get(client, path)
        again = get(client, path, **{"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304, path
        assert again.data == b""
        assert first.headers["Cache-Control"] == "public, max-age=300"


def test_encodings(client: FlaskClient) -> None:
    answer = get(client, "/embed/carte", **{"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_map_tells_each_territory(client: FlaskClient) -> None:
    document = Document(get(client, "/embed/carte?couleur=densite").text)
    titles = [t.text for t in document.all("title")]
    assert any(t.startswith("Nord\u00a0: ") for t in titles)
    assert any("Guyane" in t for t in titles)
    names = [e.text for e in document.all("span")]
    for name in ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte",
                 "Paris et petite couronne"):  # fmt: skip
        assert name in names


def test_who_reaches_into_a_place_is_told_apart(client: FlaskClient) -> None:
    text = get(client, "/embed/carte?niveau=epci&region=53").text
    assert "rattachée à un autre territoire, n’est pas sur la carte" in text
    assert "ultramarine" not in text
    assert "ultramarine" in get(client, "/embed/carte").text


def test_parts_can_be_left_out(client: FlaskClient) -> None:
    bare = Document(get(client, "/embed/carte?titre=non&legende=non&tableau=non").text)
    assert bare.one("h1").get("class") == "sr"
    assert not bare.all("details")
    assert not bare.all("div", "legende")


def test_light_and_dark(client: FlaskClient) -> None:
    auto, light, dark = (
        get(client, f"/embed/carte?apparence={name}").text for name in ("auto", "clair", "sombre")
    )
    assert "prefers-color-scheme:dark" in auto
    assert "color-scheme:dark" not in light
    assert "color-scheme:dark" in dark
    assert "prefers-color-scheme" not in dark
    pictures = [
        get(client, f"/embed/carte.png?largeur=200&apparence={name}").data
        for name in ("clair", "sombre")
    ]
    assert pictures[0] != pictures[1]


def test_ties_at_the_end_of_a_ranking_are_told(client: FlaskClient) -> None:
    assert "à égalité avec le dernier" in get(client, "/embed/palmares?nombre=17").text


def test_every_page_has_its_picture_for_links(client: FlaskClient) -> None:
    pages = {
        "/?niveau=region&theme=energie": "/embed/carte.png?niveau=region&theme=energie",
        "/territoires/commune/59178": "/embed/territoire/commune/59178.png",
        "/experimentations/tzcld": "/embed/experimentation/tzcld.png",
        "/experimentations?theme=sante": "/embed/chiffre.png?theme=sante",
        "/essaimage?experimentation=tzcld": "/embed/essaimage/tzcld.png",
        "/methode": "/embed/carte.png",
    }
    for path, embed in pages.items():
        text = client.get(path, base_url="http://localhost").text
        tag = re.search(r'<meta property="og:image" content="([^"]+)">', text)
        assert tag is not None, path
        shown = tag[1].replace("&amp;", "&")
        assert shown.startswith(f"http://localhost{embed}"), shown
        assert shown.endswith("format=carte-sociale")
        assert 'name="twitter:card" content="summary_large_image"' in text
        assert 'property="og:image:width" content="1200"' in text
        answer = client.get(shown.removeprefix("http://localhost"))
        assert struct.unpack(">II", answer.data[16:24]) == (1200, 630)


def test_a_host_that_is_not_known_is_put_in_no_address(client: FlaskClient) -> None:
    assert "og:image" not in client.get("/methode", base_url="http://ailleurs.example").text
