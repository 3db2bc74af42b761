"""The map as one picture: each drawn territory in its class, light enough to be sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.web.figures import read_palette
from tests.loaded import ROOT

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

PATH = "{http://www.w3.org/2000/svg}path"
MOST_BYTES = {"region": 25_000, "departement": 25_000, "epci": 60_000, "commune": 200_000}
"""On the wire, brotli."""


def drawn(client: FlaskClient, query: str) -> ET.Element:
    answer = client.get(f"/carte.svg{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "image/svg+xml"
    return ET.fromstring(answer.text)  # noqa: S314  our own picture


def shapes(picture: ET.Element, colour: str) -> list[str]:
    found = [p for p in picture.iter(PATH) if colour in {p.get("fill"), p.get("stroke")}]
    return [p.get("d") or "" for p in found]


def test_each_class_has_its_colour(client: FlaskClient, services: Services) -> None:
    palette = read_palette((ROOT / "assets" / "tokens.css").read_text(encoding="utf-8"))
    chosen = Filters.parse({"theme": ["energie"]})
    found = services.colorations.of(chosen, Niveau.DEPARTEMENT)
    picture = drawn(client, "?theme=energie")
    for kind in range(1, len(found.libelles) + 1):
        size = found.effectifs[kind]
        paths = shapes(picture, palette[f"seq-{kind}"])
        assert len(paths) == (1 if size else 0)
        assert sum(path.count("M") for path in paths) >= size


@pytest.mark.parametrize("niveau", MOST_BYTES)
def test_the_picture_is_light(client: FlaskClient, niveau: str) -> None:
    answer = client.get(f"/carte.svg?niveau={niveau}", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < MOST_BYTES[niveau]


def test_unknown_values_are_hatched(client: FlaskClient) -> None:
    picture = drawn(client, "?niveau=epci&couleur=taux")
    assert shapes(picture, "url(#nd)")


def test_what_is_unknown_is_refused(client: FlaskClient) -> None:
    for query in ("?couleur=rouge", "?niveau=ept", "?theme=magie", "?couleur=taux&niveau=commune"):
        assert client.get(f"/carte.svg{query}").status_code in {409, 422}, query


def test_the_palette_is_the_light_theme() -> None:
    palette = read_palette(":root {\n  --a: #fff; --b: 3px; --c: #0a0b0c;\n}\n.x { --a: #000; }")
    assert palette == {"a": "#fff", "c": "#0a0b0c"}
    assert all(re.fullmatch("#[0-9a-f]{3,8}", c) for c in palette.values())
