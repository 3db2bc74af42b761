"""The grid in small: what is packed comes back, and the same outlines give the same bytes."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cartoexp.domain.mercator import world
from cartoexp.reference.grille import build, manifest, pack
from cartoexp.reference.grille.rangs import Block, order, renumber
from cartoexp.reference.grille.raster import NOTHING, sample
from cartoexp.reference.parquet import write_geo
from tests.reference.builders import square

pixels = arrays(
    np.uint16,
    array_shapes(min_dims=2, max_dims=2, max_side=9),
    elements=st.sampled_from([0, 1, 2, 3, 4, NOTHING]),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three communes, one so small that it owns no pixel, one without outline; and their grid."""
    output: Path = tmp_path_factory.mktemp("reference")
    shapes = {
        "01001": square(0, 0),
        "01002": square(1, 0, 2, 2),
        "01003": square(3, 0, 0.001, 0.001),
        "98735": None,
    }
    fields = ("code", "nom", "code_region", "code_departement", "code_epci")
    rows: list[dict[str, str | None]] = [
        dict(zip(fields, (code, f"Commune {code}", "84", code[:2], epci), strict=True))
        for code, epci in zip(shapes, ["1", None, "1", None], strict=True)
    ]
    write_geo(output / "communes.parquet", rows, dict.fromkeys(fields, pa.string()), shapes)
    build.build_grille(output)
    return output


@given(st.lists(pixels, min_size=1, max_size=3))
def test_what_is_packed_comes_back(drawn: list[np.ndarray[tuple[int, int], np.dtype]]) -> None:
    found = [Block(10 * i, 20 + i, grid) for i, grid in enumerate(drawn)]
    ordered = order(found, 5)
    ranked = [Block(b.x, b.y, renumber(b.pixels, ordered)) for b in found]
    back = pack.decode(pack.encode(ranked))
    assert [(b.x, b.y) for b in back] == [(b.x, b.y) for b in ranked]
    for one, other in zip(back, ranked, strict=True):
        assert np.array_equal(one.pixels, other.pixels)


def test_the_file_is_written_as_it_is_described() -> None:
    """Two rows, worked out by hand: nothing 0 0 / 1 0 0."""
    grid = np.array([[NOTHING, 0, 0], [1, 0, 0]], dtype=np.uint16)
    corner, sizes = np.array([7, 9, 3, 2], "<u2"), np.array([6, 3], "<u4")
    head = bytes([1, 1]) + corner.tobytes() + sizes.tobytes()
    assert pack.encode([Block(7, 9, grid)]) == head + bytes([0x04, 0x04, 0x10])


def test_an_older_rank_is_told_by_its_distance_from_the_newest() -> None:
    grid = np.array([[0, 1, 2, 0]], dtype=np.uint16)
    older = np.array([2], "<u2").tobytes()
    assert pack.encode([Block(0, 0, grid)])[-4:] == bytes([0x44, 0x45]) + older


def test_a_lone_hole_has_a_symbol_of_its_own() -> None:
    grid = np.array([[0, 0, 0], [0, NOTHING, 0], [1, 2, 3], [3, 3, 0]], dtype=np.uint16)
    content = pack.encode([Block(0, 0, grid)])
    symbols = [half for byte in content[18:24] for half in (byte >> 4, byte & 15)]
    assert symbols[4] == pack.EMPTY
    assert np.array_equal(pack.decode(content)[0].pixels, grid)


def test_ranks_follow_the_scan_then_the_codes() -> None:
    grid = np.array([[NOTHING, 4, 4], [2, 4, 0]], dtype=np.uint16)
    assert order([Block(0, 0, grid)], 6).tolist() == [4, 2, 0, 1, 3, 5]


def test_a_sample_is_the_pixel_at_the_centre() -> None:
    grid = np.arange(64, dtype=np.uint16).reshape(8, 8)
    assert sample(grid, 8).tolist() == [[36]]
    assert sample(grid, 4).tolist() == [[18, 22], [50, 54]]


def test_world_pixels() -> None:
    places = world(np.array([[-180.0, 85.051128779], [0.0, 0.0], [2.3522, 48.8566]]), 9)
    assert places[:2] == pytest.approx(np.array([[0, 0], [65536, 65536]]), abs=1e-3)
    assert (places[2] // 256).tolist() == [259, 176]


def test_the_same_outlines_give_the_same_bytes(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "grille").iterdir()}
    build.build_grille(folder)
    assert {path.name: path.read_bytes() for path in (folder / "grille").iterdir()} == before


def test_the_manifest_counts_what_is_not_seen(folder: Path) -> None:
    record = json.loads((folder / "grille" / "manifest.json").read_text())
    assert record["effectifs"]["communes"] == 3
    assert record["effectifs"]["communes_sans_pixel_au_zoom_9"] == ["01003"]
    assert manifest.check(folder) == []


def test_what_changed_is_named(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "grille"
    copy.mkdir()
    for path in (folder / "grille").iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    shapes = {"01001": shapely.box(2, 48, 2.1, 48.1)}
    write_geo(tmp_path / "communes.parquet", [{"code": "01001"}], {"code": pa.string()}, shapes)
    (copy / "z6.bin").write_bytes(b"x")
    (copy / "rangs.parquet").unlink()
    (copy / "autre.bin").write_bytes(b"x")
    told = "\n".join(manifest.check(tmp_path))
    assert "autres communes" in told
    assert "grille/autre.bin\u00a0: fichier inconnu" in told
    assert "grille/rangs.parquet\u00a0: fichier absent" in told
    assert "grille/z6.bin\u00a0: contenu différent" in told
    assert "tuiles" not in told


@pytest.mark.parametrize("text", [None, "{", "[]", '{"fichiers": 1}'])
def test_a_missing_or_broken_manifest_is_one_problem(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "grille").mkdir()
    if text is not None:
        (tmp_path / "grille" / "manifest.json").write_text(text)
    assert len(manifest.check(tmp_path)) == 1
