"""``cartoexp import`` as it is typed: exit status, reports, mapping kept and used again."""

from __future__ import annotations

import csv
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.imports.choix import lire
from cartoexp.services.imports import etat
from tests.imports import make_catalogue, write_files
from tests.loaded import reference
from tests.web.parsing import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from typer.testing import Result

    Run = Any

ROWS = [("Code INSEE", "Commune"), ("68224", "Mulhouse"), ("1004", "Ambérieu-en-Bugey")]
GIVEN = ("--experimentation", "a", "--statut", "En cours", "--source-titre", "Une liste")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over a small catalogue, without any database."""
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", f"sqlite:///{tmp_path}/absente.sqlite")
    monkeypatch.setenv(
        "CARTOEXP_CATALOGUE_DIR", str(write_files(make_catalogue("a", "b"), tmp_path / "catalogue"))
    )
    monkeypatch.setattr(etat, "read_reference", lambda _: reference())

    def invoke(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return invoke


def write(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_exit_status_tells_what_is_left(run: Run, tmp_path: Path) -> None:
    good = write(tmp_path / "bon.csv", ROWS)
    trial = partial(run, "import", "--dry-run", *GIVEN)
    done = trial(good)
    assert done.exit_code == 0, done.output
    assert "2 lignes lues" in done.output.replace("\u00a0", " ")
    assert not (tmp_path / "absente.sqlite").exists()
    left = write(tmp_path / "reste.csv", [*ROWS, ("", "Saint-Denis")])
    assert trial(left).exit_code == 1
    assert trial(tmp_path / "absent.csv").exit_code == 2
    bare = run("import", good, "--dry-run")
    assert bare.exit_code == 0, "a trial judges what is told"
    assert "--source-titre" in bare.output
    nowhere = write(tmp_path / "sans.csv", [("couleur", "taille"), ("zzz", "yyy")])
    assert run("import", nowhere, "--dry-run").exit_code == 2
    assert trial(good, "--colonne", "cod=x").exit_code == 2
    assert run("import", good, *GIVEN).exit_code == 2, "no database"
    assert trial(good, "--report", tmp_path / "x.pdf").exit_code == 2
    before = good.read_bytes()
    assert trial(good, "--report", good).exit_code == 2
    assert good.read_bytes() == before, "the file itself is never written over"
    assert run("imports", "lister").exit_code == 2


def test_a_column_whose_words_are_not_ours_is_left_until_they_are_translated(
    run: Run, tmp_path: Path
) -> None:
    rows = [("Code INSEE", "Statut"), ("68224", "LAUREAT"), ("01004", "LAUREAT")]
    path = write(tmp_path / "liste.csv", rows)
    given = ("--experimentation", "a", "--source-titre", "Une liste", "--dry-run")
    left = run("import", path, *given)
    assert left.exit_code == 0
    assert "laissée de côté" in left.output
    assert "Le statut manque" in left.output
    refused = run("import", path, *given, "--colonne", "statut=Statut")
    assert refused.exit_code == 1
    word = run("import", path, *given, "--traduire", "statut:lauréat=en_cours")
    assert word.exit_code == 0
    assert "Le statut manque" not in word.output


def test_reports_and_a_mapping_used_again(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "liste.csv", [*ROWS, ("", "Saint-Denis")])
    page, kept = tmp_path / "rapport.html", tmp_path / "liste.toml"
    given = ("--report", page, "--save-mapping", kept, "--valeur", "vague=Première vague")
    assert run("import", path, "--dry-run", *GIVEN, *given).exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert list(Document(text).problems()) == []
    assert "Saint-Denis (commune 97411)" in text
    told = lire(kept.read_text(encoding="utf-8"))
    assert told.colonnes == {"code": "Code INSEE", "nom": "Commune"}
    assert told.valeurs["vague"] == "Première vague"
    report = tmp_path / "rapport.csv"
    again = run("import", path, "--dry-run", "--mapping", kept, "--report", report)
    assert again.exit_code == 1
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["issue"] for row in rows] == ["accepte", "repare", "ambigu"]
