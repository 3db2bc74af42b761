"""Every format gives the same table of texts."""

import json
from datetime import date, datetime
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import xlsxwriter
from shapely import Point, Polygon

from cartoexp.store.lecture import ouvrir
from tests.unit.lecture import cellules, lire, ods, ods_row, texte, xlsx

ENTETES = ("Code", "Nom", "Population", "Date", "Retenue")
LIGNES = [
    ("01001", "L’Abergement-Clémenciat", "784", "2021-03-04", "oui"),
    ("2A004", "Ajaccio", "72324.5", "2022-12-31", "non"),
]


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Code": ["01001", "2A004"],
            "Nom": ["L’Abergement-Clémenciat", "Ajaccio"],
            "Population": [784.0, 72324.5],
            "Date": pd.to_datetime(["2021-03-04", "2022-12-31"]).astype("datetime64[ms]"),
            "Retenue": [True, False],
        }
    )


def test_csv(tmp_path: Path) -> None:
    lines = [";".join(row) for row in (ENTETES, *LIGNES)]
    path = texte(tmp_path, "\r\n".join(lines))
    entetes, rows, told = lire(path)
    assert (entetes, [row.cellules for row in rows], told) == (ENTETES, LIGNES, "")
    assert [row.numero for row in rows] == [2, 3]


def test_xlsx(tmp_path: Path) -> None:
    rows = [
        ENTETES,
        ["01001", "L’Abergement-Clémenciat", 784, datetime(2021, 3, 4), True],  # noqa: DTZ001
        ["2A004", "Ajaccio", 72324.5, date(2022, 12, 31), False],
    ]
    path = xlsx(tmp_path, {"Lisez-moi": [["Une phrase."]], "Communes": rows})
    entetes, found, told = lire(path)
    assert (entetes, [row.cellules for row in found]) == (ENTETES, LIGNES)
    assert told == (
        "2\u00a0feuilles\u00a0; lue\u00a0: «\u00a0Communes\u00a0». "
        "Non lues\u00a0: «\u00a0Lisez-moi\u00a0»."
    )
    assert cellules(path, "communes") == LIGNES
    with ouvrir(path) as table:
        assert table.feuilles == ("Lisez-moi", "Communes")
        assert (table.nom, table.octets_lus() > 0) == ("Communes", True)
        list(table.lignes)
        assert table.octets_lus() == table.octets


def test_ods(tmp_path: Path) -> None:
    typed = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="1001">'
        "<text:p>01001</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string"><text:p>L’Abergement-<text:span>Clémenciat'
        "</text:span></text:p><office:annotation><text:p>note</text:p></office:annotation>"
        '</table:table-cell><table:table-cell office:value-type="float" office:value="784.0">'
        '<text:p>784,00</text:p></table:table-cell><table:table-cell office:value-type="date" '
        'office:date-value="2021-03-04"><text:p>04/03/21</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell table:number-columns-repeated="16379"/></table:table-row>'
    )
    sheet = (
        '<table:table table:name="Communes">'
        f"{ods_row(*ENTETES)}{typed}{ods_row(*LIGNES[1])}"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/>'
        "</table:table-row></table:table>"
    )
    path = ods(tmp_path, f'<table:table table:name="Vide"></table:table>{sheet}')
    entetes, rows, told = lire(path)
    assert (entetes, [row.cellules for row in rows], told) == (ENTETES, LIGNES, "")


def test_parquet(tmp_path: Path) -> None:
    frame().to_parquet(tmp_path / "communes.parquet")
    entetes, rows, _ = lire(tmp_path / "communes.parquet")
    assert (entetes, [row.cellules for row in rows]) == (ENTETES, LIGNES)


@pytest.mark.parametrize("name", ["communes.gpkg", "communes.geojson", "communes.parquet"])
def test_geographic(tmp_path: Path, name: str) -> None:
    shapes = [Point(4.92, 46.15), Polygon([(8.7, 41.9), (8.8, 41.9), (8.8, 42.0), (8.7, 42.0)])]
    known = geopandas.GeoDataFrame(frame(), geometry=shapes, crs=4326)
    path = tmp_path / name
    if name.endswith("parquet"):
        known.to_crs(2154).to_parquet(path)
    elif name.endswith("gpkg"):
        known.to_crs(2154).to_file(path, layer="communes")
    else:
        known.assign(Date=["2021-03-04", "2022-12-31"]).to_file(path)
    entetes, rows, told = lire(path)
    assert entetes == (*ENTETES, "longitude", "latitude")
    assert [row.cellules[:5] for row in rows] == LIGNES
    assert rows[0].cellules[5:] == ("4.92", "46.15")
    assert [round(float(value), 2) for value in rows[1].cellules[5:]] == [8.75, 41.95]
    assert ("RGF93" in told) == (not name.endswith("geojson"))


def test_layers(tmp_path: Path) -> None:
    path = tmp_path / "couches.gpkg"
    known = geopandas.GeoDataFrame(frame(), geometry=[Point(2, 47)] * 2, crs=4326)
    known.head(1).to_file(path, layer="petite")
    known.to_file(path, layer="grande")
    assert "lue\u00a0: «\u00a0grande\u00a0»" in lire(path)[2]
    assert len(cellules(path, "petite")) == 1


def test_geojson_of_null_geometries_and_nested_values(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"nom": "Ajaccio", "t": ["a", "é"]}, "geometry": None},
        {"type": "Feature", "properties": {"nom": "Bastia", "t": None}, "geometry": None},
    ]
    path = texte(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}))
    assert [row[:2] for row in cellules(path)] == [("Ajaccio", '["a", "é"]'), ("Bastia", "")]


def test_formats_of_excel(tmp_path: Path) -> None:
    """A number is read as its format shows it: dates, hours, codes that keep their zeros."""
    path = tmp_path / "formats.xlsx"
    shown = {
        "00000": (1004, "01004"),
        "General": (1004.5, "1004.5"),
        "# ##0 €": (12000, "12000"),
        '0 "jours"': (3, "3"),
        "dd/mm/yyyy": (44259, "2021-03-04"),
        "[$-40C]d mmmm yyyy;@": (44259, "2021-03-04"),
        "dd/mm/yyyy hh:mm": (44259.5, "2021-03-04T12:00:00"),
        "hh:mm": (0.75, "18:00:00"),
        "[h]:mm": (1.5, "1.5"),
        "0.00%": (0.25, "0.25"),
    }
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, (code, (value, _)) in enumerate(shown.items()):
            sheet.write(0, column, f"titre {column}")
            sheet.write_number(1, column, value, book.add_format({"num_format": code}))
    assert cellules(path) == [tuple(text for _, text in shown.values())]
