"""The old address of the map as one picture leads to the embed that draws it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cartoexp.web.figures import read_dark_palette, read_palette

if TYPE_CHECKING:
    from flask.testing import FlaskClient

MOST_BYTES = {"region": 25_000, "departement": 30_000, "epci": 80_000, "commune": 60_000}
"""On the wire, brotli."""


@pytest.mark.parametrize("niveau", MOST_BYTES)
def test_the_picture_is_light(client: FlaskClient, niveau: str) -> None:
    answer = client.get(f"/carte.svg?couleur=nombre&theme=energie&niveau={niveau}")
    assert answer.status_code == 301
    there = answer.headers["Location"]
    level = "" if niveau == "departement" else f"niveau={niveau}&"
    assert there == f"/embed/carte.svg?{level}theme=energie"
    picture = client.get(there, headers={"Accept-Encoding": "br"})
    assert picture.status_code == 200
    assert len(picture.data) < MOST_BYTES[niveau]


def test_what_is_unknown_is_refused(client: FlaskClient) -> None:
    for query in ("?couleur=rouge!", "?niveau=ept", "?theme=magie"):
        assert client.get(f"/carte.svg{query}").status_code == 422, query


def test_the_palettes_are_those_of_the_two_themes() -> None:
    sheet = (
        ":root {\n  --a: #fff; --b: 3px; --c: #0a0b0c;\n}\n"
        '[data-theme="dark"] {\n  --a: #000;\n}\n.x { --c: #111; }'
    )
    palette = read_palette(sheet)
    assert palette == {"a": "#fff", "c": "#0a0b0c"}
    assert read_dark_palette(sheet) == {"a": "#000", "c": "#0a0b0c"}
    assert all(re.fullmatch("#[0-9a-f]{3,8}", c) for c in palette.values())
