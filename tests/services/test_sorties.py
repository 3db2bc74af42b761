"""Writers of files: one table in, five formats out, each read back by a program of others."""

from __future__ import annotations

import csv
import json
import struct
from datetime import date
from io import BytesIO, StringIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
from frictionless import Resource, Schema
from hypothesis import example, given
from hypothesis import strategies as st

from cartoexp.services.sorties import Flot, Format, Forme, Formes, Notice, Table, ouvrir
from cartoexp.services.sorties.colonnes import Colonne, Genre, entier, nombre, texte
from cartoexp.services.sorties.inoffensif import DANGEROUS, harmless
from cartoexp.services.sorties.noms import file_name
from cartoexp.services.sorties.separe import write_plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cartoexp.services.sorties import Valeur

COLUMNS = (
    texte("code", "Code.", requis=True),
    texte("nom", "Nom."),
    entier("habitants", "Habitants."),
    nombre("part", "Part.", 2),
    Colonne("vrai", "Vrai ou faux.", Genre.OUI_NON),
)
ROWS: list[Sequence[Valeur]] = [
    ("01001", 'L’Abergement, « là » ; "ici"', 832, 0.5, True),
    ("2A004", "=1+1", -5, -1.25, False),
    ("97101", None, None, None, None),
]
POINT = struct.pack("<BIdd", 1, 1, 4.9, 46.15)
RING = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]
POLYGON = struct.pack("<BIII", 1, 3, 1, len(RING)) + b"".join(struct.pack("<dd", *p) for p in RING)
NOTICE = Notice(
    date(2026, 11, 24),
    "https://exemple.fr/?theme=energie",
    ["Thème : Énergie"],
    ["INSEE, 2023"],
    ["Liste non exhaustive."],
)


def table(rows: Sequence[Sequence[Valeur]] = ROWS, formes: Formes | None = None) -> Table:
    return Table("essais", "Essais", COLUMNS, lambda: rows, NOTICE, formes, cle="code")


def shaped(*wkb: bytes | None, forme: Forme = Forme.POINT) -> Table:
    return table(ROWS[: len(wkb)], Formes(forme, "un lieu", lambda: wkb))


def written(made: Table, format_: Format, *, excel: bool = False) -> bytes:
    found = ouvrir(made, format_, excel=excel)
    content = b"".join(found.chunks())
    assert isinstance(found, Flot) or found.octets == len(content)
    return content


def test_csv_reads_back_cell_by_cell() -> None:
    text = written(table(), Format.CSV).decode("utf-8")
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert head == ["code", "nom", "habitants", "part", "vrai"]
    assert rows[0] == ["01001", 'L’Abergement, « là » ; "ici"', "832", "0.50", "oui"]
    assert rows[1] == ["2A004", "'=1+1", "-5", "-1.25", "non"]
    assert rows[2] == ["97101", "", "", "", ""]
    assert text.count("\r\n") == 4


def test_the_csv_of_a_french_excel() -> None:
    content = written(table(), Format.CSV, excel=True)
    assert content.startswith(b"\xef\xbb\xbfcode;nom;habitants;part;vrai\r\n")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][1:4] == ['L’Abergement, « là » ; "ici"', "832", "0,50"]


def test_a_table_without_rows_keeps_its_head() -> None:
    assert written(table([]), Format.CSV) == b"code,nom,habitants,part,vrai\r\n"
    assert json.loads(written(table([]), Format.GEOJSON))["features"] == []
    for format_ in (Format.XLSX, Format.PARQUET, Format.GPKG):
        assert written(table([]), format_)


@given(st.text(max_size=12))
@example("=HYPERLINK(0)")
@example("-2+3")
@example("\tx")
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    kept = harmless(text)
    assert not kept.startswith(DANGEROUS)
    assert kept.removeprefix("'") == text.removeprefix("'")


def test_numbers_stay_numbers() -> None:
    told = write_plain(["a", "=b", "c"], [(-5, None, "-5")])
    assert told == b"a,'=b,c\r\n-5,,'-5\r\n"


def test_heads_are_harmless_too() -> None:
    odd = Table("x", "X", [texte("=A1", "")], lambda: [("a",)], NOTICE)
    assert written(odd, Format.CSV).startswith(b"'=A1\r\n")
    assert b"<f>" not in _sheet(written(odd, Format.XLSX), 1)


def test_the_workbook_has_typed_cells_and_says_where_it_comes_from() -> None:
    content = written(table(), Format.XLSX)
    cells = _sheet(content, 1).decode()
    assert "<v>832</v>" in cells
    assert '<c r="E2" t="b"><v>1</v></c>' in cells
    assert "<t>&#39;=1+1</t>" in cells or "<t>'=1+1</t>" in cells
    assert "<f>" not in cells
    notes = _sheet(content, 2).decode()
    for text in ("Thème : Énergie", "INSEE, 2023", "2026-11-24", "theme=energie", "Habitants."):
        assert text in notes


def _sheet(content: bytes, number: int) -> bytes:
    with ZipFile(BytesIO(content)) as book:
        assert book.testzip() is None
        assert b"Sources et filtres" in book.read("xl/workbook.xml")
        return book.read(f"xl/worksheets/sheet{number}.xml")


def test_geojson_follows_its_rfc() -> None:
    found = json.loads(written(shaped(POINT, None), Format.GEOJSON))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert found["sources"] == ["INSEE, 2023"]
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [4.9, 46.15]}
    assert first["id"] == "01001"
    assert first["properties"]["vrai"] is True
    assert second["geometry"] is None
    assert second["properties"]["nom"] == "=1+1"  # nothing runs there: the text is left alone


def test_outer_rings_turn_counterclockwise() -> None:
    found = json.loads(written(shaped(POLYGON, forme=Forme.SURFACE), Format.GEOJSON))
    (ring,) = found["features"][0]["geometry"]["coordinates"]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert area > 0


def test_geopackage_and_geojson_open_in_gdal(tmp_path: Path) -> None:
    for format_ in (Format.GPKG, Format.GEOJSON):
        path = tmp_path / f"essais.{format_}"
        path.write_bytes(written(shaped(POINT, None), format_))
        found = gpd.read_file(path)
        assert list(found["code"]) == ["01001", "2A004"]
        assert found.crs.to_epsg() == 4326
        assert found.geometry[0].x == 4.9
        assert found.geometry[1] is None


def test_a_layer_of_surfaces_has_one_type(tmp_path: Path) -> None:
    path = tmp_path / "essais.gpkg"
    path.write_bytes(written(shaped(POLYGON, forme=Forme.SURFACE), Format.GPKG))
    told = pyogrio.read_info(path)
    assert told["geometry_type"] == "MultiPolygon"
    assert told["crs"] == "EPSG:4326"
    assert gpd.read_file(path).geometry[0].geom_type == "MultiPolygon"


def test_geoparquet_has_its_crs_and_types(tmp_path: Path) -> None:
    path = tmp_path / "essais.parquet"
    path.write_bytes(written(shaped(POINT, None), Format.PARQUET))
    found = gpd.read_parquet(path)
    assert found.crs.to_string() == "OGC:CRS84"
    assert found["habitants"].tolist() == [832, -5]
    assert found.geometry[0].y == 46.15
    told = json.loads(pq.read_metadata(path).metadata[b"cartoexp"])
    assert told["Source"] == ["INSEE, 2023"]


def test_parquet_without_shapes_is_plain(tmp_path: Path) -> None:
    path = tmp_path / "essais.parquet"
    path.write_bytes(written(table(), Format.PARQUET))
    assert pq.read_table(path).to_pylist()[2] == dict.fromkeys(
        ("nom", "habitants", "part", "vrai")
    ) | {"code": "97101"}


def test_the_same_table_makes_the_same_bytes() -> None:
    for format_ in (Format.GPKG, Format.PARQUET, Format.GEOJSON):
        assert written(shaped(POINT), format_) == written(shaped(POINT), format_)


@pytest.mark.parametrize("count", [0, 1, 1_000, 2_500])
def test_every_row_is_written_once(count: int) -> None:
    rows = [(f"{i:05d}", None, i, None, None) for i in range(count)]
    text = written(table(rows), Format.CSV).decode()
    assert [r["code"] for r in csv.DictReader(StringIO(text))] == [r[0] for r in rows]
    points = Formes(Forme.POINT, "", lambda: [POINT] * count)
    found = json.loads(written(table(rows, points), Format.GEOJSON))
    assert len(found["features"]) == count


def test_the_schema_describes_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "essais.csv"
    path.write_bytes(written(table(), Format.CSV))
    schema = Schema.from_descriptor(json.loads(written(table(), Format.SCHEMA)))
    report = Resource(path="essais.csv", basepath=str(tmp_path), schema=schema).validate()
    assert report.valid, report.flatten(["message"])


def test_names_are_short_and_ascii() -> None:
    marked = Table("implantations", "X", COLUMNS, list, NOTICE, marques=["énergie", "en_cours"])
    assert file_name(marked, Format.CSV) == "cartoexp-implantations-energie-en-cours-2026-11-24.csv"
    assert file_name(marked, Format.CSV, excel=True).endswith("-2026-11-24-excel.csv")
    many = Table("x", "X", COLUMNS, list, NOTICE, marques=["theme"] * 90)
    assert len(file_name(many, Format.XLSX)) < 100
    assert "-etc-" in file_name(many, Format.XLSX)
