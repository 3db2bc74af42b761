"""``cartoexp reference diff``: reading packages and folders, telling what changed."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.millesimes.formats import COLUMNS
from cartoexp.reference.millesimes.obtenir import read_vintage, source_of
from cartoexp.reference.millesimes.paquet import read_package, year_of
from tests.reference.conftest import DATA
from tests.vintages import package

HEADER = "id,niveau,code,nom\n"


def commune(code: str, nom: str, *anciens: str) -> dict[str, Any]:
    return {"code": code, "nom": nom, "type": "commune-actuelle", "anciensCodes": list(anciens)}


def deleguee(code: str, chef_lieu: str) -> dict[str, Any]:
    return {"code": code, "nom": code, "type": "commune-deleguee", "chefLieu": chef_lieu}


def epci(code: str, nom: str, *membres: str) -> dict[str, Any]:
    return {"code": code, "nom": nom, "type": "CC", "membres": [{"code": m} for m in membres]}


@pytest.fixture
def packages(tmp_path: Path) -> list[str]:
    """The code before and after: B merges into A, P (P and R) is parted, an EPCI is torn."""
    before = package(
        tmp_path / "avant.tgz",
        "4.0.0",
        communes=[commune("A", "A"), commune("B", "B"), commune("P", "P"), deleguee("R", "P")],
        epci=[epci("X", "CC X", "A", "P"), epci("Y", "CC Y", "B")],
    )
    after = package(
        tmp_path / "apres.tgz",
        "5.0.0",
        communes=[
            *(commune("A", "A-et-B", "B"), deleguee("A", "A")),
            *(commune("P", "P"), commune("R", "R")),
        ],
        epci=[epci("Y", "CC Y", "A", "R"), epci("Z", "CC Z", "P")],
    )
    return [str(before), str(after)]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Implantations in B (merged), P (parted), X (torn) and A (kept)."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    rows = "i-1,commune,B,B\ni-2,commune,P,P\ni-3,epci,X,CC X\ni-4,commune,A,A\n"
    (folder / "implantations.csv").write_text(HEADER + rows, encoding="utf-8")
    return folder


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["reference", "diff", *arguments])
    return result.exit_code, result.output


def test_text_tells_everything_and_the_status_that_something_is_left(
    packages: list[str], catalogue: Path
) -> None:
    status, told = run(*packages, "--catalogue", str(catalogue))
    told = told.replace("\u00a0", " ")
    assert status == 1
    assert told.startswith("Du COG 2024 (paquet 4.0.0) au COG 2025 (paquet 5.0.0)\n")
    for line in (
        "A (A) + B (B) → A-et-B (A) ; s’appelait A",
        "P (P) → P (P) + R (R)",
        "CC X (X) → CC Y (Y) + CC Z (Z) ; communes : 2 communes : CC Y (Y), 1 commune : CC Z (Z)",
        "P (P) ; CC X (X) → CC Z (Z)",
        "i-1 : B (B) → A-et-B (A) ; B (B) fait partie de A-et-B (A).",
        "i-2 : P (P) → P (P) + R (R) ; P (P) s’est séparée en P (P) et R (R).",
        "Implantations à trancher : 2, déplacées : 1, gardées : 1.",
        "communes dont le code a changé",
    ):
        assert line in told


def test_nothing_left_is_status_0(packages: list[str], catalogue: Path) -> None:
    (catalogue / "implantations.csv").write_text(HEADER + "i-1,commune,B,B\n", encoding="utf-8")
    assert run(*packages, "--catalogue", str(catalogue))[0] == 0


def test_json_csv_and_html_tell_the_same(
    packages: list[str], catalogue: Path, tmp_path: Path
) -> None:
    outputs = {}
    for form in ("json", "csv", "html"):
        path = tmp_path / f"sortie.{form}"
        common = ("--catalogue", str(catalogue), "--format", form, "-o", str(path))
        assert run(*packages, *common)[0] == 1
        outputs[form] = path.read_text(encoding="utf-8")
    record = json.loads(outputs["json"])
    assert record["ancien"]["millesime"] == 2024
    assert record["effectifs"]["implantations_a_trancher"] == 2
    assert record["communes_separees"][0]["apres"] == [
        {"code": "P", "nom": "P"},
        {"code": "R", "nom": "R"},
    ]
    rows = list(csv.DictReader(io.StringIO(outputs["csv"])))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(record["effectifs"].values())
    torn = next(row for row in rows if row["implantation"] == "i-3")
    assert (torn["codes_avant"], torn["codes_apres"]) == ("X", "Y|Z")
    assert "A (A) + B (B) → A-et-B (A)" in outputs["html"]
    assert "<!--" not in outputs["html"]


def test_names_are_no_markup(tmp_path: Path, catalogue: Path) -> None:
    rows = [commune("A", "<b>A</b>")]
    before = package(tmp_path / "a.tgz", "4.0.0", communes=[commune("A", "A")], epci=[])
    after = package(tmp_path / "b.tgz", "5.0.0", communes=rows, epci=[])
    told = run(str(before), str(after), "--catalogue", str(catalogue), "--format", "html")[1]
    assert "&lt;b&gt;A&lt;/b&gt;" in told
    assert "<b>" not in told


@pytest.mark.parametrize("name", ["nulle-part", "5.3", "../x"])
def test_what_is_no_vintage_is_refused(name: str, catalogue: Path) -> None:
    status, told = run(name, "6.0.0", "--catalogue", str(catalogue))
    assert status == 2
    assert "ni un dossier construit, ni une archive, ni une version" in told


def test_a_foreign_or_cut_archive_is_refused(tmp_path: Path) -> None:
    foreign = package(tmp_path / "x.tgz", "4.0.0", autre=[])
    with pytest.raises(SourceUnavailableError, match="n’est pas une archive de @etalab"):
        read_package(foreign)
    cut = tmp_path / "cut.tgz"
    cut.write_bytes(foreign.read_bytes()[:60])
    with pytest.raises(SourceUnavailableError, match="coupée"):
        read_package(cut)


def test_the_year_of_a_version() -> None:
    readme = "| Millésime | Version |\n|---|---|\n| 2027  | 7.0.1   | `npm` |\n"
    assert [year_of(v, readme) for v in ("6.0.0", "0.7.0", "7.0.1", "7.2.0", "5.3.0")] == [
        *(2026, 2019, 2027, 2027, 2025)
    ]
    with pytest.raises(SourceUnavailableError, match="--millesime"):
        year_of("8.0.0", readme)


def test_another_version_is_not_pinned() -> None:
    assert source_of("6.0.0").sha256
    other = source_of("7.0.0")
    assert (other.sha256, other.archive) == ("", "etalab-decoupage-administratif-7.0.0.tgz")


def test_a_built_folder_is_a_vintage() -> None:
    found = read_vintage(str(DATA), DATA)
    assert found.annee == 2026
    assert len(found.communes) == 34_969
    assert found.passages["14011"] == "14581"
    assert found.epci_de["14581"] in found.epci
