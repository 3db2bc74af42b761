"""``datapackage.json`` says what the code checks, and Frictionless finds nothing to object."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cartoexp.domain.catalogue import TABLES, RawTable, table_schema
from cartoexp.domain.vocabulaires import VOCABULAIRES


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return content


def test_schemas_are_those_of_the_code(package: dict[str, Any], raw: dict[str, RawTable]) -> None:
    schemas = {r["name"]: r["schema"] for r in package["resources"]}
    for table in TABLES:
        expected = json.loads(json.dumps(table_schema(table, raw[table.name].header)))
        assert schemas[table.name] == expected


def test_every_enum_is_a_vocabulary(package: dict[str, Any]) -> None:
    vocabularies = [[m.value for m in v] for v in VOCABULAIRES.values()]
    enums = [
        f["constraints"]["enum"]
        for r in package["resources"]
        for f in r["schema"]["fields"]
        if "enum" in f.get("constraints", {})
    ]
    assert len(enums) == 21
    assert all(e in vocabularies for e in enums)


def test_vocabularies_file_repeats_the_code(folder: Path) -> None:
    with (folder / "vocabulaires.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    expected = [
        {
            "vocabulaire": name,
            "valeur": str(m.value),
            "libelle": m.label,
            "sigle": getattr(m, "sigle", ""),
            "famille": str(getattr(m, "famille", "")),
        }
        for name, vocabulary in VOCABULAIRES.items()
        for m in vocabulary
    ]
    assert rows == expected


def test_every_file_is_described(package: dict[str, Any], folder: Path) -> None:
    described = {r["path"] for r in package["resources"]}
    assert {p.name for p in folder.glob("*.csv")} == described


def test_the_documentation_gives_the_true_numbers_of_rows(folder: Path) -> None:
    text = (folder.parents[1] / "docs" / "catalogue.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+\.csv)` \|.*\| ([\d\u202f]+) \|$", text, re.MULTILINE)
    assert len(told) == len(TABLES) + 1
    for name, figure in told:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            assert int(figure.replace("\u202f", "")) == sum(1 for _ in csv.reader(lines)) - 1


def test_licence_and_millesime(package: dict[str, Any], raw: dict[str, RawTable]) -> None:
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert package["licenses"][0]["path"].startswith("https://www.etalab.gouv.fr/")
    index = raw["implantations"].header.index("millesime_cog")
    millesimes = {row[index] for row in raw["implantations"].rows}
    assert millesimes == {str(package["millesime_cog"])}


def _validate(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "frictionless", "validate", path.name, "--json"]
    return subprocess.run(  # noqa: S603 - our own interpreter and file
        command, cwd=path.parent, capture_output=True, text=True, check=False
    )


def test_frictionless_reports_no_error(folder: Path) -> None:
    done = _validate(folder / "datapackage.json")
    report = json.loads(done.stdout)
    assert report["valid"], report["errors"] or report["tasks"]
    assert report["stats"]["tasks"] == len(TABLES) + 1
    assert done.returncode == 0


def test_frictionless_does_check_references(folder: Path, tmp_path: Path) -> None:
    """A package that Frictionless finds faultless would prove nothing if it checked nothing."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = tmp_path / "evaluations.csv"
    text = broken.read_text("utf-8").replace(",tzcld,", ",tzcl,", 1).replace(",mitige,", ",mi,", 1)
    broken.write_text(text, "utf-8")
    report = json.loads(_validate(tmp_path / "datapackage.json").stdout)
    kinds = {e["type"] for task in report["tasks"] for e in task["errors"]}
    assert {"foreign-key", "constraint-error"} <= kinds
