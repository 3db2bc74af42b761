"""The committed files: columns, counts, nesting, coverage, sizes."""

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

from cartoexp.reference.check import LIMIT_BYTES, check
from cartoexp.reference.levels import FIELDS
from cartoexp.reference.mairies import FIELDS as MAIRIE_FIELDS
from cartoexp.reference.simplify import TOLERANCES_METRES
from tests.reference.conftest import Committed

COUNTS = {"communes": 34_969, "epci": 1_255, "ept": 11, "departements": 109, "regions": 18}
UNDRAWN = {"communes": 94, "departements": 8}
PARENT = {"epci": "code_epci", "departements": "code_departement", "regions": "code_region"}


def test_the_files_are_those_of_the_manifest(committed: Committed) -> None:
    assert check(committed.folder) == []
    size = sum(file.stat().st_size for file in committed.folder.rglob("*") if file.is_file())
    assert size <= LIMIT_BYTES


def test_every_gate_passed_and_is_kept(manifest: dict[str, Any]) -> None:
    gates = {gate["libelle"]: gate for gate in manifest["controles"]}
    assert all(gate["ok"] for gate in gates.values())
    assert gates["Communes sans contour"]["mesure"] == "94"
    assert gates["Vides inexpliqués entre communes"]["mesure"] == "0"
    assert len(gates["Vides expliqués"]["details"]) == 6
    assert manifest["millesime"] == "2026"
    assert all(len(source["sha256"]) == 64 for source in manifest["sources"])


@pytest.mark.parametrize("name", COUNTS)
def test_columns_rows_and_order(committed: Committed, name: str) -> None:
    table = committed.table(name)
    assert table.column_names == [*FIELDS[name], "geometry"]
    assert table.num_rows == COUNTS[name]
    codes = table["code"].to_pylist()
    assert all(first < second for first, second in pairwise(codes))
    assert table["geometry"].null_count == UNDRAWN.get(name, 0)


@pytest.mark.parametrize("name", COUNTS)
def test_files_are_geoparquet_in_wgs_84(committed: Committed, name: str) -> None:
    metadata = pq.read_schema(committed.folder / f"{name}.parquet").metadata
    geo = json.loads(metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert "crs" not in column, "absent means longitude, latitude on WGS 84"
    west, south, east, north = column["bbox"]
    assert -62 < west < east < 56
    assert -22 < south < north < 52


def test_zones(committed: Committed) -> None:
    zones = Counter(committed.column("communes", "zone"))
    assert zones == {"metro": 34_746, "drom": 129, "com": 94}
    without = {
        zone
        for zone, shape in zip(
            committed.column("communes", "zone"),
            committed.column("communes", "geometry"),
            strict=True,
        )
        if shape is None
    }
    assert without == {"com"}


def test_types_of_epci(committed: Committed) -> None:
    types = Counter(committed.column("epci", "type"))
    assert types == {"CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1}


@pytest.mark.parametrize(("name", "parent"), PARENT.items())
@pytest.mark.parametrize("figure", ["population", "superficie_km2", "nb_communes"])
def test_levels_add_up_from_communes(
    committed: Committed, name: str, parent: str, figure: str
) -> None:
    own = committed.by_code(name, figure)
    communes = committed.table("communes").to_pylist()
    total: dict[str, float] = {}
    for row in communes:
        value = 1 if figure == "nb_communes" else row[figure]
        if row[parent] is not None and value is not None:
            total[row[parent]] = total.get(row[parent], 0) + value
    assert {code for code, value in own.items() if value is not None} == set(total)
    assert all(own[code] == pytest.approx(value, rel=1e-12) for code, value in total.items())


def test_ept_are_made_of_communes_of_the_grand_paris(committed: Committed) -> None:
    members = Counter(filter(None, committed.column("communes", "code_ept")))
    assert members == committed.by_code("ept", "nb_communes")
    assert set(committed.column("ept", "code_epci")) == {"200054781"}
    assert not set(committed.column("ept", "code")) & set(committed.column("epci", "code"))


@pytest.mark.parametrize("name", COUNTS)
def test_outlines_are_a_valid_coverage(committed: Committed, name: str) -> None:
    outlines = committed.outlines(name)
    assert shapely.coverage_is_valid(outlines)
    assert shapely.is_valid(outlines).all()
    assert not shapely.is_empty(outlines).any()


@pytest.mark.parametrize("name", TOLERANCES_METRES)
def test_screen_outlines_are_a_valid_coverage_of_the_same_codes(
    committed: Committed, name: str
) -> None:
    contours = f"contours/{name}"
    outlines = committed.outlines(contours)
    assert shapely.coverage_is_valid(outlines)
    assert shapely.is_valid(outlines).all()
    full = committed.by_code(name, "geometry")
    assert committed.column(contours, "code") == [c for c, shape in full.items() if shape]
    fewer = shapely.get_num_coordinates(outlines).sum()
    assert fewer < 0.8 * shapely.get_num_coordinates(committed.outlines(name)).sum()


def test_levels_cover_exactly_the_same_land(committed: Committed) -> None:
    areas = {name: shapely.area(committed.outlines(name)).sum() for name in COUNTS}
    assert areas["regions"] == pytest.approx(areas["communes"], rel=1e-12)
    assert areas["departements"] == pytest.approx(areas["communes"], rel=1e-12)
    islands = [c for c in committed.table("communes").to_pylist() if not c["code_epci"]]
    apart = [c["code"] for c in islands if c["zone"] != "com"]
    assert apart == ["22016", "29083", "29155", "85113"]


def test_centres_are_inside(committed: Committed) -> None:
    for name in COUNTS:
        table = committed.table(name).filter(
            ~committed.table(name)["geometry"].is_null().to_numpy()
        )
        points = shapely.points(table["centre_lon"].to_numpy(), table["centre_lat"].to_numpy())
        outlines = shapely.from_wkb(table["geometry"].to_pylist())
        assert shapely.covers(outlines, points).all(), name


def test_codes_point_to_existing_territories(committed: Committed) -> None:
    for name, column in PARENT.items():
        known = set(committed.column(name, "code")) | {None}
        assert set(committed.column("communes", column)) <= known
    chefs = set(committed.column("departements", "chef_lieu")) - {None}
    assert chefs <= set(committed.column("communes", "code"))


def test_well_known_areas(committed: Committed) -> None:
    area = committed.by_code("communes", "superficie_km2")
    assert area["75056"] == pytest.approx(105.4, rel=0.01)
    assert area["13004"] == pytest.approx(758.9, rel=0.01)
    assert area["97312"] is not None
    assert np.isclose(committed.by_code("regions", "superficie_km2")["94"], 8_680, rtol=0.01)


def test_passages_lead_to_current_communes(committed: Committed) -> None:
    rows = committed.table("passages").to_pylist()
    current = set(committed.column("communes", "code"))
    old = [row["code_ancien"] for row in rows]
    assert len(old) == len(set(old))
    assert not set(old) & current
    assert {row["code"] for row in rows} <= current
    assert Counter(row["nature"] for row in rows) == {
        "deleguee": 1_521,
        "fusionnee": 1_436,
        "recodee": 829,
        "associee": 471,
        "arrondissement_municipal": 45,
    }


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("14011", ("14581", "deleguee", "2025-01-01")),
        ("20004", ("2A004", "recodee", None)),
        ("75101", ("75056", "arrondissement_municipal", None)),
        ("13216", ("13055", "arrondissement_municipal", None)),
        ("60455", ("60694", "deleguee", None)),
        ("98501", ("97601", "recodee", None)),
    ],
)
def test_some_passages(
    committed: Committed, old: str, expected: tuple[str, str, str | None]
) -> None:
    row = next(r for r in committed.table("passages").to_pylist() if r["code_ancien"] == old)
    assert (row["code"], row["nature"], row["date"]) == expected


def test_mairies(committed: Committed, manifest: dict[str, Any]) -> None:
    table = committed.table("mairies")
    assert table.column_names == list(MAIRIE_FIELDS)
    assert table.num_rows == 34_875
    counts = manifest["effectifs"]["courriels_de_mairie"]
    assert sum(counts.values()) == table.num_rows
    assert table["courriel"].null_count == counts["ecartes"] + counts["absents"]
    sites = [site for site in table["site"].to_pylist() if site]
    assert all(site.startswith(("http://", "https://")) for site in sites)
    hours = next(h for h in table["horaires"].to_pylist() if h)
    assert set(json.loads(hours)[0]) == {"jours", "plages"}


def test_mairies_are_inside_their_commune(committed: Committed) -> None:
    shapes = committed.by_code("communes", "geometry")
    rows = [row for row in committed.table("mairies").to_pylist() if row["lon"] is not None]
    points = shapely.points([(row["lon"], row["lat"]) for row in rows])
    inside = shapely.covers(shapely.from_wkb([shapes[row["code"]] for row in rows]), points)
    assert inside.mean() >= 0.995
