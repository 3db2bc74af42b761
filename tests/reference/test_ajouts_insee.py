"""INSEE's base du comparateur: columns by pattern, absence, merged communes, groups."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cartoexp.domain.territoires import Niveau
from cartoexp.reference.ajouts import archive, insee
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.terrain import Terrain
from gates import sources
from tests.ajouts import columns, write_base
from tests.loaded import REFERENCE

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.reference.ajouts.ensemble import Ensemble

READ_APART = (
    ("Revenu médian", "niveau_vie_median", 1),
    ("Taux de pauvreté", "taux_pauvrete", 1),
    ("Taux de chômage", "taux_chomage", 100),
    ("Part de résidences secondaires", "part_residences_secondaires", 100),
    ("Établissements par habitant", "etablissements_pour_1000", 1000),
)
"""Indicators that the gates read from the same base by another way."""
SMALL_EPCI = "243000650"  # 30003, 30133, 30276
VALSERHONE = ("01033", "01091", "01205")
Values = dict[tuple[str, str], dict[str, float | None]]


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return Terrain.read(REFERENCE)


@pytest.fixture(autouse=True)
def _small_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insee, "FEWEST_ROWS", 1)


def values(made: Ensemble) -> Values:
    return {(row.pop("niveau"), row.pop("code")): row for row in made.table.to_pylist()}


def test_years_are_found_in_the_names(tmp_path: Path, terrain: Terrain) -> None:
    header = [name.replace("PIMP", "AUTRE") for name in columns("16", "22", "21", "23")]
    made = insee.read(write_base(tmp_path / "x.zip", {"30003": {}}, header), terrain)
    told = {r["id"]: r["millesime"] for r in made.indicateurs}
    assert told["taux_chomage"] == "2022"
    assert told["niveau_vie_median"] == told["taux_pauvrete"] == "2021"
    assert told["taux_natalite"] == "2016-2022"
    assert told["etablissements_pour_1000"] == "2023"
    assert len(told) == 17
    assert "Part des ménages fiscaux imposés" in made.remarques[0]


def test_what_is_absent_is_missing_and_zero_is_zero(tmp_path: Path, terrain: Terrain) -> None:
    rows = {
        code: {"P{b}_CHOM1564": cell, "MED{c}": cell, "P{b}_LOGVAC": "0"}
        for code, cell in zip(
            ("30003", "30133", "30276", "01004"), ("s", "nd", "", " S "), strict=True
        )
    }
    made = insee.read(write_base(tmp_path / "x.zip", rows), terrain)
    for code in rows:
        found = values(made)["commune", code]
        assert found["taux_chomage"] is None
        assert found["niveau_vie_median"] is None
        assert found["part_logements_vacants"] == 0
    assert made.indicateurs[0]["manquants"]["commune"] == 1
    assert not made.poids[Niveau.COMMUNE]  # what most lack does not weigh


def test_values_reach_the_communes_of_today_and_their_groups(
    tmp_path: Path, terrain: Terrain
) -> None:
    chef_lieu, second, third = VALSERHONE
    rows = {
        chef_lieu: {"P{b}_CHOM1564": "30", "P{b}_ACT1564": "300", "MED{c}": "18000"},
        second: {"P{b}_CHOM1564": "5", "P{b}_ACT1564": "100", "NBMENFISC{c}": "300"},
        third: {},
        "75101": {"P{b}_CHOM1564": "20"},
        "75102": {},
        "69381": {},
        "69123": {"P{b}_CHOM1564": "12"},
        "30003": {"P{b}_CHOM1564": "40", "MED{c}": "30000"},
        "30133": {},
    }
    found = values(insee.read(write_base(tmp_path / "x.zip", rows), terrain))
    merged, epci = found["commune", chef_lieu], found["epci", SMALL_EPCI]
    assert merged["taux_chomage"] == pytest.approx(100 * 45 / 500)
    assert merged["niveau_vie_median"] == pytest.approx((18000 + 3 * 20000 + 20000) / 5)
    assert merged["taux_natalite"] == pytest.approx(1000 * 300 / (5 * 300))
    assert found["commune", "75056"]["taux_chomage"] == pytest.approx(15)
    assert found["commune", "69123"]["taux_chomage"] == pytest.approx(12)  # counted once
    assert epci["taux_chomage"] == pytest.approx(25)  # five inhabitants in six are known
    assert epci["niveau_vie_median"] is None  # a mean of medians asks for nine in ten
    assert found["departement", "30"]["taux_chomage"] is None
    rows[third], rows["30276"] = {"MED{c}": "s"}, {}
    found = values(insee.read(write_base(tmp_path / "y.zip", rows), terrain))
    merged, epci = found["commune", chef_lieu], found["epci", SMALL_EPCI]
    assert merged["niveau_vie_median"] is None
    assert merged["taux_chomage"] == pytest.approx(100 * 45 / 500)
    assert epci["niveau_vie_median"] == pytest.approx((30000 + 2 * 20000) / 3)


def _refused(path: Path, terrain: Terrain) -> str:
    with pytest.raises(AjoutRefuseError) as refused:
        insee.read(path, terrain)
    assert refused.value.lines()[-1] == "Rien n’a été changé."
    return str(refused.value)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"30003": {}, "30133": {"MED{c}": "=1+1"}}, "Ligne 3 de la base"),
        ({"30003": {"P{b}_POP": "inf"}}, "inf"),
        ({"3003": {}}, "code de commune attendu"),
        ({"99999": {}}, "dont 1 sans commune actuelle"),
    ],
)
def test_what_is_not_such_a_base_is_refused(
    tmp_path: Path, terrain: Terrain, rows: dict[str, Any], told: str
) -> None:
    assert told in _refused(write_base(tmp_path / "x.zip", rows), terrain)


def test_hostile_archives_are_refused(
    tmp_path: Path, terrain: Terrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = write_base(tmp_path / "x.zip", {f"3{i:04}": {} for i in range(900)})
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-400])
    assert "incomplète" in _refused(cut, terrain)
    damaged = bytearray(good.read_bytes())
    damaged[200:260] = b"\0" * 60
    cut.write_bytes(damaged)
    assert "x.zip" not in _refused(cut, terrain)
    cut.write_text("CODGEO;P18_POP\n")
    assert "ZIP illisible" in _refused(cut, terrain)
    cut.write_bytes(b"PAR1" + bytes(100))
    assert "Parquet" in _refused(cut, terrain)
    pq.write_table(pa.table({"GEO": ["30003"]}), cut)
    assert "GEO_OBJECT, OBS_VALUE" in _refused(cut, terrain)
    with zipfile.ZipFile(cut, "w") as two:
        two.writestr("base_a.csv", "")
        two.writestr("base_b.csv", "")
    assert "un seul fichier" in _refused(cut, terrain)
    monkeypatch.setattr(archive, "LONGEST_LINE", 20)
    assert "tableau CSV" in _refused(good, terrain)
    monkeypatch.setattr(archive, "LARGEST_TABLE", 1_000)
    assert "une fois décompressé" in _refused(good, terrain)
    monkeypatch.undo()
    with zipfile.ZipFile(good) as archived:
        archived.extract("base_cc_comparateur.CSV", tmp_path)
    assert "Une base de la France" in _refused(tmp_path / "base_cc_comparateur.CSV", terrain)
    assert "Une base de la France" in _refused(good, terrain)


def write_long(path: Path, rows: list[tuple[str, str, str, int, float | None, str | None]]) -> Path:
    names = ("GEO_OBJECT", "GEO", "TAB_MEASURE", "TIME_PERIOD", "OBS_VALUE", "CONF_STATUS")
    columns = [list(column) for column in zip(*rows, strict=True)]
    pq.write_table(pa.table(dict(zip(names, columns, strict=True))), path)
    return path


def test_the_parquet_edition_gives_the_same_columns(tmp_path: Path, terrain: Terrain) -> None:
    rows: list[tuple[str, str, str, int, float | None, str | None]] = [
        ("COM", "30003", "POP", 1968, 9, None),
        ("COM", "30003", "POP", 2021, 90, None),
        ("COM", "30003", "POP", 2023, 110, None),
        ("COM", "30003", "LVB", 2021, 1, None),
        ("COM", "30003", "LVB", 2022, 3, None),
        ("COM", "30003", "DWELLINGS", 2023, 50, None),
        ("COM", "30003", "DWELLINGS_OCS_DW_MAIN", 2023, 40, None),
        ("COM", "30003", "DWELLINGS_OCS_DW_VAC", 2023, 0, None),
        ("COM", "30003", "MED_SL", 2023, 20_000, None),
        ("COM", "30003", "PR_MD60", 2023, 12, "C"),
        ("COM", "30133", "DWELLINGS_OCS_DW_VAC", 2023, None, None),
        ("COM", "30133", "PR_MD60", 2023, 14, None),
        ("EPCI", SMALL_EPCI, "MED_SL", 2023, 30_000, None),
    ]
    path = write_long(tmp_path / "comparateur.parquet", rows)
    made = insee.read(path, terrain)
    found = values(made)["commune", "30003"]
    assert found["taux_natalite"] == pytest.approx(1000 * 4 / (2 * 100))
    assert (found["part_logements_vacants"], found["niveau_vie_median"]) == (0, 20_000)
    assert found["taux_pauvrete"] is None
    assert values(made)["commune", "30133"]["part_logements_vacants"] is None
    assert {r["millesime"] for r in made.indicateurs} == {"2023", "2021-2023"}
    write_long(path, [*rows, ("COM", "30003", "MED_SL", 2023, 1, None)])
    assert "deux valeurs de MED_SL" in _refused(path, terrain)


def test_the_real_base(shared: Path, terrain: Terrain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    made = insee.read(shared / "data" / "insee" / "base_cc_comparateur_csv.zip", terrain)
    assert made.remarques == ()
    missing = {r["id"]: r["manquants"]["commune"] for r in made.indicateurs}
    assert missing["taux_chomage"] < 0.005
    assert missing["niveau_vie_median"] == pytest.approx(0.107, abs=0.001)
    found = values(made)
    former = {p.code for p in terrain.reference.passages}
    apart = sources.read_insee()
    for label, name, factor in READ_APART:
        rows = [
            (c, v) for c, v in apart[label].items() if c not in former and ("commune", c) in found
        ]
        assert len(rows) > 3_000
        ours = np.array([found["commune", code][name] for code, _ in rows], dtype=np.float64)
        assert np.allclose(ours, factor * np.array([v for _, v in rows]), rtol=1e-5), label
    lille, lozere = found["commune", "59350"], found["departement", "48"]
    assert lille["taux_pauvrete"] == pytest.approx(26, abs=3)
    assert lozere["part_residences_secondaires"] == pytest.approx(31, abs=3)
    assert sum(v for k, v in lozere.items() if k.startswith("part_etab") and v) == pytest.approx(
        100, abs=0.01
    )
