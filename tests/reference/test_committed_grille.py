"""The committed grid: whole, in order, and right wherever one points."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import brotli
import numpy as np
import pytest
import shapely

from cartoexp.domain.mercator import world
from cartoexp.reference.grille import manifest, pack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.reference.grille.rangs import Block
    from tests.reference.conftest import Committed

NOTHING = 0xFFFF
Tiles = dict[tuple[int, int, int], "NDArray[np.uint16]"]


@pytest.fixture(scope="module")
def record(committed: Committed) -> dict[str, Any]:
    """The manifest of the grid."""
    text = (committed.folder / "grille" / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def found(committed: Committed) -> list[Block]:
    """The blocks of the pack."""
    return pack.decode((committed.folder / "grille" / "z6.bin").read_bytes())


@pytest.fixture(scope="module")
def codes(committed: Committed) -> list[str]:
    """The codes by rank."""
    return committed.column("grille/rangs", "code")


@pytest.fixture(scope="module")
def tiles(committed: Committed) -> Tiles:
    """The tiles, decompressed."""
    rows = committed.table("grille/tuiles").to_pylist()
    return {
        (r["z"], r["x"], r["y"]): np.frombuffer(brotli.decompress(r["contenu"]), "<u2").reshape(
            256, 256
        )
        for r in rows
    }


def pixel(tiles: Tiles, zoom: int, x: int, y: int) -> int:
    """The rank at a world pixel."""
    tile = tiles.get((zoom, x // 256, y // 256))
    return NOTHING if tile is None else int(tile[y % 256, x % 256])


def test_the_files_are_those_of_the_manifest(committed: Committed, record: dict[str, Any]) -> None:
    assert manifest.check(committed.folder) == []
    assert sum(row["octets"] for row in record["fichiers"]) <= manifest.LIMIT_BYTES


def test_the_pack_is_light(committed: Committed) -> None:
    content = (committed.folder / "grille" / "z6.bin.br").read_bytes()
    assert len(content) <= 52_000
    assert brotli.decompress(content) == (committed.folder / "grille" / "z6.bin").read_bytes()


def test_every_commune_has_a_rank(committed: Committed, codes: list[str]) -> None:
    drawn = committed.column("contours/communes", "code")
    assert sorted(codes) == drawn
    assert len(codes) == 34_875


def test_ranks_are_in_the_order_of_the_scan(
    found: list[Block], codes: list[str], record: dict[str, Any]
) -> None:
    scan = np.concatenate([block.pixels.ravel() for block in found])
    met, first = np.unique(scan[scan != NOTHING], return_index=True)
    assert met.tolist() == list(range(record["effectifs"]["communes_au_zoom_6"]))
    assert (np.diff(first) > 0).all()
    assert all(a < b for a, b in pairwise(codes[len(met) :]))


def test_one_block_a_landmass(found: list[Block], codes: list[str]) -> None:
    held = [{codes[rank][:3] for rank in np.unique(b.pixels) if rank != NOTHING} for b in found]
    assert {"01", "2A"} <= {code[:2] for code in held[0]}
    assert held[1:] == [{"971"}, {"972"}, {"973"}, {"974"}, {"976"}]


def test_the_pack_samples_the_tiles(found: list[Block], tiles: Tiles) -> None:
    for block in found:
        height, width = block.pixels.shape
        for row in range(0, height, 7):
            expected = [
                pixel(tiles, 9, (block.x + column) * 8 + 4, (block.y + row) * 8 + 4)
                for column in range(width)
            ]
            assert block.pixels[row].tolist() == expected


@pytest.mark.parametrize(("zoom", "step"), [(7, 4), (8, 2)])
def test_lower_zooms_sample_zoom_9(tiles: Tiles, zoom: int, step: int) -> None:
    chosen = [place for place in tiles if place[0] == zoom][::5]
    for _, x, y in chosen:
        for row, column in ((0, 0), (255, 255), (100, 31), (13, 200)):
            above = (x * 256 + column) * step + step // 2, (y * 256 + row) * step + step // 2
            assert tiles[zoom, x, y][row, column] == pixel(tiles, 9, *above)


def test_every_commune_owns_a_pixel_or_is_listed(
    tiles: Tiles, codes: list[str], record: dict[str, Any]
) -> None:
    seen = np.zeros(NOTHING + 1, dtype=bool)
    for (zoom, _, _), tile in tiles.items():
        if zoom == 9:
            seen[tile] = True
    unseen = [code for rank, code in enumerate(codes) if not seen[rank]]
    assert unseen == record["effectifs"]["communes_sans_pixel_au_zoom_9"] == ["33103"]


def test_random_points_are_in_the_right_commune(
    committed: Committed, tiles: Tiles, codes: list[str]
) -> None:
    shapes, known = committed.outlines("communes"), committed.column("contours/communes", "code")
    random = np.random.default_rng(2026)
    lonlat = np.column_stack([random.uniform(-5, 9.6, 20_000), random.uniform(41.3, 51.1, 20_000)])
    points, held = shapely.STRtree(shapes).query(shapely.points(lonlat), predicate="within")
    places = world(lonlat, 9).astype(int)
    right = [
        rank != NOTHING and codes[rank] == known[row]
        for point, row in zip(points.tolist(), held.tolist(), strict=True)
        for rank in [pixel(tiles, 9, *places[point].tolist())]
    ]
    assert len(right) > 5_000
    assert np.mean(right) >= 0.96


def test_the_south_of_bonifacio_is_there(tiles: Tiles, codes: list[str]) -> None:
    x, y = world(np.array([[9.19, 41.39]]), 9)[0].astype(int).tolist()
    assert codes[pixel(tiles, 9, x, y)] == "2A041"
