"""Bytes depend on rows only; a file that changed is noticed; a failed gate stops the build."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
import shapely

from cartoexp.reference.check import check
from cartoexp.reference.classes import FILE, LEVELS
from cartoexp.reference.errors import GateFailedError
from cartoexp.reference.gates import equal, require
from cartoexp.reference.histoire.construire import write_periods
from cartoexp.reference.manifest import NAME, build_manifest, write_json
from cartoexp.reference.parquet import write_geo
from tests.reference.builders import square

FIELDS = {"code": pa.string()}


def write(folder: Path) -> None:
    """Two communes, one without outline, their manifest, classes and (empty) history."""
    rows = [{"code": "01001"}, {"code": "98735"}]
    write_geo(folder / "communes.parquet", rows, FIELDS, {"01001": square(0, 0)})
    manifest = build_manifest(folder, [], [equal("Communes", 2, 2)], {}, {"communes": 2})
    write_json(folder / NAME, manifest.record)
    levels: dict[str, dict[str, object]] = {niveau.value: {} for niveau in LEVELS}
    classes = {"reference": manifest.record["version"], "niveaux": levels}
    write_json(folder / FILE, classes)
    write_periods(folder, [])


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        write(folder)
    for file in first.iterdir():
        assert file.read_bytes() == (second / file.name).read_bytes()


def test_geopandas_reads_the_outlines(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    write(tmp_path)
    frame = geopandas.read_parquet(tmp_path / "communes.parquet")
    assert frame.crs == "OGC:CRS84"
    assert frame.geometry[0].equals(square(0, 0))
    assert frame.geometry[1] is None


def test_geo_metadata_tells_the_types_and_the_box(tmp_path: Path) -> None:
    write(tmp_path)
    metadata = pa.parquet.read_schema(tmp_path / "communes.parquet").metadata
    column = json.loads(metadata[b"geo"])["columns"]["geometry"]
    assert column["geometry_types"] == ["Polygon"]
    assert column["bbox"] == list(shapely.bounds(square(0, 0)))


def test_a_sound_folder_has_no_problem(tmp_path: Path) -> None:
    write(tmp_path)
    assert check(tmp_path) == []


def test_what_changed_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "communes.parquet").write_bytes(b"x")
    (tmp_path / "autre.json").write_text("[]")
    assert [problem.split("\u00a0")[0] for problem in check(tmp_path)] == [
        "autre.json",
        "communes.parquet",
    ]


def test_classes_of_another_reference_are_named(tmp_path: Path) -> None:
    write(tmp_path)
    write_json(tmp_path / FILE, {"reference": "autre", "niveaux": {}})
    assert [problem.split("\u00a0")[0] for problem in check(tmp_path)] == [FILE]


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"fichiers": 1}'])
def test_a_missing_or_broken_manifest_is_one_problem(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / NAME).write_text(text)
    assert len(check(tmp_path)) == 1


def test_a_failed_gate_stops_and_says_what_was_measured() -> None:
    require([equal("Communes", 2, 2)])
    with pytest.raises(GateFailedError, match="attendu 2, mesuré 3"):
        require([equal("Communes", 2, 2), equal("Régions", 2, 3)])
