"""Shapes of static maps: their edges meet, everybody is drawn, every frame holds its own."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cartoexp.domain import planches
from cartoexp.domain.cadres import METROPOLE
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.dessins.pixels import _png, looks_by_number
from cartoexp.services.images import png
from cartoexp.services.polices import police

if TYPE_CHECKING:
    from cartoexp.services.registry import Services

MOVES = re.compile(r"M(-?\d+) (-?\d+)l([^Mz]*)z")


def vertices(path: str) -> set[tuple[int, int]]:
    found = set()
    for x, y, moves in MOVES.findall(path):
        place = (int(x), int(y))
        found.add(place)
        numbers = [int(n) for n in re.findall(r"-?\d+", moves)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            place = (place[0] + dx, place[1] + dy)
            found.add(place)
    return found


@pytest.mark.parametrize("niveau", [Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI])
def test_everybody_is_drawn_once(services: Services, niveau: Niveau) -> None:
    sheets = services.dessins.france(niveau)
    drawn = [code for sheet in sheets for code in sheet.traces if sheet.nom != planches.PARIS.nom]
    known = {t.code for t in services.territoires.level(niveau, com=False)}
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == known
    assert all(path.startswith("M") for sheet in sheets for path in sheet.traces.values())


def test_edges_meet(services: Services) -> None:
    paths = services.dessins.france(Niveau.DEPARTEMENT)[0].traces
    shared = vertices(paths["59"]) & vertices(paths["62"])
    assert len(shared) > 5


def test_shapes_stay_in_their_frame(services: Services) -> None:
    for sheet in services.dessins.france(Niveau.DEPARTEMENT):
        places = np.array([v for path in sheet.traces.values() for v in vertices(path)])
        assert places.min() >= 0
        assert places[:, 0].max() <= sheet.largeur
        assert places[:, 1].max() <= sheet.hauteur


def test_paris_and_its_ring_are_enlarged(services: Services) -> None:
    sheet = services.dessins.france(Niveau.DEPARTEMENT)[-1]
    assert sheet.nom == "Paris et petite couronne"
    assert set(sheet.traces) == {"75", "92", "93", "94"}


def test_overseas_insets_have_their_own_scale(services: Services) -> None:
    sheets = services.dessins.france(Niveau.REGION)[1:]
    assert [s.nom for s in sheets] == [
        "Guadeloupe",
        "Martinique",
        "Guyane",
        "La Réunion",
        "Mayotte",
    ]
    for sheet in sheets:
        (path,) = sheet.traces.values()
        places = np.array([*vertices(path)])
        spread = places.max(axis=0) - places.min(axis=0)
        assert spread.max() > 0.7 * planches.INSET, sheet.nom


@pytest.mark.parametrize(
    ("niveau", "parent", "code", "least"),
    [
        (Niveau.COMMUNE, Niveau.DEPARTEMENT, "59", 640),
        (Niveau.COMMUNE, Niveau.EPCI, "200044618", 35),
        (Niveau.EPCI, Niveau.REGION, "53", 55),
        (Niveau.DEPARTEMENT, Niveau.REGION, "11", 8),
        (Niveau.COMMUNE, Niveau.DEPARTEMENT, "974", 24),
    ],
)
def test_a_part_of_france(
    services: Services, niveau: Niveau, parent: Niveau, code: str, least: int
) -> None:
    here = services.territoires.get(parent, code)
    sheet = services.dessins.zone(niveau, here)
    assert sheet is not None
    assert len(sheet.traces) >= least
    assert sheet.hauteur <= 4 / 3 * planches.WIDTH + 1
    assert services.dessins.zone(niveau, here) is sheet
    place = sheet.place(here.centre)
    assert place is not None
    assert 0 <= place[0] <= sheet.largeur


def test_what_has_no_outline_is_no_map(services: Services) -> None:
    com = next(t for t in services.territoires.level(Niveau.DEPARTEMENT) if t.zone is Zone.COM)
    assert services.dessins.zone(Niveau.COMMUNE, com) is None


def test_a_place_is_found_again_from_the_map() -> None:
    places = np.array([[2.35, 48.85], [-4.49, 48.39], [9.15, 42.7], [7.75, 48.58]])
    back = METROPOLE.locate(METROPOLE.project(places))
    assert np.allclose(back, places, atol=1e-9)
    inset = planches.OUTRE_MER[3]
    place = np.array([[55.45, -21.1]])
    assert np.allclose(inset.locate(inset.project(place)), place)


def test_the_communes_as_pixels(services: Services) -> None:
    ranks = services.pixels.ranks(300)
    codes = services.grille.codes(Niveau.COMMUNE)
    x, y = planches.FRANCE.project(np.array([[2.35, 48.86]]))[0] * 300 / planches.WIDTH
    assert codes[ranks[int(y), int(x)]] == "75056"
    seen = len(np.unique(ranks))
    assert seen > 15_000
    looks = looks_by_number(["75056"], np.array([5], dtype=np.uint8), {"75056": 1, "x": 0}, 7)
    assert looks.tolist() == [7, 5]


def test_the_pixels_are_a_picture() -> None:
    looks = np.array([[0, 1, 2], [2, 1, 0]], dtype=np.uint8)
    content = _png(looks, ["#102030", "#ffffff", None])
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">IIBB", content[16:26]) == (3, 2, 4, 3)
    start = content.index(b"IDAT")
    size = struct.unpack(">I", content[start - 4 : start])[0]
    rows = zlib.decompress(content[start + 4 : start + 4 + size])
    assert rows == bytes([0, 0x01, 0x20, 0, 0x21, 0x00])


def test_texts_are_measured_and_cut() -> None:
    font = police()
    assert font.largeur("", 20) == 0
    assert font.largeur("iii", 20) < font.largeur("mmm", 20)
    assert police(grasse=True).largeur("Expérimentations", 20) > font.largeur(
        "Expérimentations", 20
    )
    lines = font.lignes("Une phrase assez longue pour deux lignes", 20, 200)
    assert len(lines) >= 2
    assert all(font.largeur(line, 20) <= 200 for line in lines)
    (cut,) = font.lignes("Une phrase assez longue pour deux lignes", 20, 200, 1)
    assert cut.endswith("…")
    bound = "66\u00a0implantations"
    assert any(bound in line for line in font.lignes(f"Il y a {bound} ici", 20, 130))


def test_a_picture_needs_no_font_of_the_machine() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30">'
        '<text x="5" y="20" font-family="RobotoRegular" font-size="16">Été</text></svg>'
    )
    plain = svg.replace("Été", "")
    drawn = png(svg, 160)
    assert struct.unpack(">II", drawn[16:24]) == (160, 60)
    assert drawn != png(plain, 160)
