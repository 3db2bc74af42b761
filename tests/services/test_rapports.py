"""Reports on the rows of a file: counted, harmless, whole as CSV, readable as a page."""

import csv
from datetime import date
from pathlib import Path

import pytest

from cartoexp.domain.errors import DataFileError
from cartoexp.services.rapports import Entete, Issue, Releve, Remarque, ecrire, page
from tests.web.parsing import Document

HEAD = Entete("Import de liste.csv", "3 lignes lues.", "liste.csv", "ab12", date(2026, 11, 29))
EVIL = '=HYPERLINK("http://exemple.fr")'


def noted(releve: Releve) -> Releve:
    releve.noter(2, Issue.ACCEPTE, Remarque("code", "59178", "Douai (59178)."))
    releve.noter(
        3,
        Issue.AMBIGU,
        Remarque("nom", "Saint-Denis", "Plusieurs communes.", ("93066 Saint-Denis", "97411")),
        Remarque("statut", "<b>", "Inconnu."),
    )
    releve.noter(4, Issue.REFUSE, Remarque("nom", EVIL, "Une formule \ud800."))
    return releve


def test_counts_are_those_of_rows_not_of_remarks() -> None:
    with noted(Releve()) as releve, noted(Releve(garder=False)) as counted:
        assert releve.comptes == counted.comptes
        assert (releve.lues, releve.laissees) == (3, 2)
        assert [c.ligne for c in releve.constats()] == [2, 3, 3, 4]
        assert [c.ligne for c in releve.constats(Issue.REFUSE)] == [4]
        assert list(counted.constats()) == []
        releve.noter(5, Issue.ACCEPTE, Remarque("", "", "Suite."))
        assert [c.ligne for c in releve.constats()] == [2, 3, 3, 4, 5]


def test_the_csv_has_every_remark_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "rapport.csv"
    with noted(Releve()) as releve:
        ecrire(releve, HEAD, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["ligne"], r["issue"]) for r in rows] == [
        ("2", "accepte"),
        ("3", "ambigu"),
        ("3", "ambigu"),
        ("4", "refuse"),
    ]
    assert rows[1]["candidats"] == "93066 Saint-Denis | 97411"
    assert rows[3]["valeur"] == f"'{EVIL}"


def test_the_page_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rapport.html"
    monkeypatch.setattr(page, "MOST", 1)
    with noted(Releve()) as releve:
        ecrire(releve, HEAD, path)
    text = path.read_text(encoding="utf-8")
    assert list(Document(text).problems()) == []
    assert "<script" not in text
    assert "http-equiv" in text
    assert "<li>93066 Saint-Denis</li>" in text
    assert "<td>statut</td>" not in text, "cut after the first remark of the ambiguous"
    assert "le rapport CSV les contient toutes" in text
    assert "prefers-color-scheme: dark" in text


@pytest.mark.parametrize("name", ["rapport.pdf", "absent/rapport.csv"])
def test_a_report_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with Releve() as releve, pytest.raises(DataFileError, match=r"format|dossier"):
        ecrire(releve, HEAD, tmp_path / name)
