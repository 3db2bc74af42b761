"""``cartoexp join``: any file in, the same rows in the same order out, nothing lost."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.services.rattachements import Bilan, joindre

LIGNES = [
    ("1004", "AMBERIEU EN BUGEY", "-3,5"),
    ("", "St Etienne (42)", "=HYPERLINK(1)"),
    ("01053", "Marseille", "@cmd"),
    ("200040293", "CC du Clunisois", '="0100"'),
    ("", "Nulle-Part-les-Oies", "+33 6 01"),
]


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    path = tmp_path / "liste_v3_FINAL.csv"
    rows = [";".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in LIGNES]
    text = "\n".join(['"codgeo";"Libellé";"note libre"', *rows])
    path.write_bytes(text.encode("cp1252"))
    return path


def lues(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def sums_up(bilan: Bilan) -> bool:
    return bilan.lus == bilan.acceptes + bilan.repares + bilan.ambigus + bilan.refuses


def test_every_row_comes_out_in_order(fichier: Path, tmp_path: Path) -> None:
    bilan = joindre(fichier, tmp_path / "x.csv")
    rows = lues(tmp_path / "x.csv")
    assert [r["Libellé"] for r in rows] == [name for _, name, _ in LIGNES]
    statuts = ["repare", "accepte", "ambigu", "accepte", "refuse"]
    assert [r["cartoexp_statut"] for r in rows] == statuts
    assert [r["cartoexp_code"] for r in rows] == ["01004", "42218", "", "200040293", ""]
    assert bilan.lus == len(LIGNES)
    assert sums_up(bilan)


def test_only_formulas_are_made_texts(fichier: Path, tmp_path: Path) -> None:
    bilan = joindre(fichier, tmp_path / "x.csv")
    notes = [r["note libre"] for r in lues(tmp_path / "x.csv")]
    assert notes == ["-3,5", "'=HYPERLINK(1)", "@cmd", '="0100"', "+33 6 01"]
    assert any("apostrophe" in said for said in bilan.remarques)


def test_joining_the_output_again_gives_the_same_bytes(fichier: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "x.csv", tmp_path / "y.csv"
    joindre(fichier, first)
    joindre(first, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_other_formats_hold_the_same(fichier: Path, tmp_path: Path, suffix: str) -> None:
    out, back = tmp_path / f"x{suffix}", tmp_path / "back.csv"
    joindre(fichier, out)
    joindre(out, back)
    joindre(fichier, tmp_path / "x.csv")
    assert [r["cartoexp_code"] for r in lues(back)] == [
        r["cartoexp_code"] for r in lues(tmp_path / "x.csv")
    ]
    if suffix == ".parquet":
        assert pq.read_table(out).column("note libre")[1].as_py() == "=HYPERLINK(1)"


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["join", *map(str, words)])
    return result.exit_code, result.output


def test_exit_status_and_report(fichier: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "x.csv", tmp_path / "r.html"
    status, said = run(fichier, "-o", out, "--rapport", report)
    assert status == 1
    assert "5\u00a0lignes lues" in said
    assert "Marseille" in report.read_text(encoding="utf-8")
    sound = tmp_path / "bon.csv"
    sound.write_text("code\n01004\n", encoding="utf-8")
    assert run(sound, "-o", out)[0] == 0
    assert run(tmp_path / "absent.csv", "-o", out)[0] == 2
    assert run(sound, "-o", sound)[0] == 2
    assert run(sound, "-o", tmp_path / "x.doc")[0] == 2


def test_strict_writes_nothing(fichier: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    assert run(fichier, "-o", out, "--strict")[0] == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [fichier.name]


def test_a_mapping_is_kept_and_used_again(fichier: Path, tmp_path: Path) -> None:
    out, kept = tmp_path / "x.csv", tmp_path / "x.toml"
    assert run(fichier, "-o", out, "--code", "", "--enregistrer", kept)[0] == 1
    assert [r["cartoexp_code"] for r in lues(out)] == ["01004", "42218", "13055", "200040293", ""]
    assert 'nom = "Libellé"' in kept.read_text(encoding="utf-8")
    again = tmp_path / "y.csv"
    assert run(fichier, "-o", again, "--correspondance", kept)[0] == 1
    assert again.read_bytes() == out.read_bytes()
    kept.write_text('[colonnes]\nnom = "absente"\n', encoding="utf-8")
    status, said = run(fichier, "-o", again, "--correspondance", kept)
    assert status == 2
    assert "note libre" in said
