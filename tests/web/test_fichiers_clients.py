"""The files opened by the programs that people have: LibreOffice and GDAL's own commands."""

from __future__ import annotations

import csv
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import pyogrio
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Comma, quote, UTF-8, from the first line, values as they are stored, a file for each sheet."""


def run(*command: str | Path) -> str:
    """Run a command and return what it complains of.

    Raises:
        AssertionError: when it fails.
    """
    done = subprocess.run(  # noqa: S603  a program of the machine, our own file
        command, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.strip()


def test_libreoffice_reads_in_the_workbook_what_the_csv_says(
    client: FlaskClient, soffice: Path, tmp_path: Path
) -> None:
    query = "theme=energie&departement=59"
    (tmp_path / "vue.xlsx").write_bytes(client.get(f"/implantations.xlsx?{query}").data)
    told = run(
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profil",
        *("--headless", "--norestore", "--convert-to", EVERY_SHEET),
        *("--outdir", tmp_path / "lu", tmp_path / "vue.xlsx"),
    )
    ours = [line for line in told.splitlines() if "javaldx" not in line]  # the machine has no Java
    assert ours == []
    rows = (tmp_path / "lu" / "vue-Implantations.csv").read_text(encoding="utf-8")
    found = list(csv.DictReader(StringIO(rows, newline="")))
    expected = list(csv.DictReader(StringIO(client.get(f"/implantations.csv?{query}").text)))
    assert len(found) == len(expected) > 0
    for theirs, wanted in zip(found, expected, strict=True):
        truth = {"oui": "TRUE", "non": "FALSE"}[wanted["citee_essai"]]
        assert theirs == wanted | {"citee_essai": truth}
    notes = (tmp_path / "lu" / "vue-Sources et filtres.csv").read_text(encoding="utf-8")
    assert "Licence Ouverte 2.0" in notes
    assert "Nord" in notes


@pytest.mark.parametrize("kind", ["gpkg", "geojson"])
def test_gdal_copies_and_projects_the_layers(
    client: FlaskClient, ogr2ogr: Path, tmp_path: Path, kind: str
) -> None:
    source, target = tmp_path / f"vue.{kind}", tmp_path / "copie.gpkg"
    source.write_bytes(client.get(f"/territoires.{kind}?niveau=departement").data)
    # To project, GDAL must know from what.
    assert run(ogr2ogr, "-t_srs", "EPSG:2154", target, source) == ""
    told = pyogrio.read_info(target)
    assert told["features"] == 109
    assert told["crs"] == "EPSG:2154"
