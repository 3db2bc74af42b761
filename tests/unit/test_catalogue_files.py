"""What is told of whole files: columns, missing and broken files, line numbers."""

from io import StringIO

import pytest

from cartoexp.domain.catalogue import parse_rows, write_catalogue
from tests.catalogue.samples import check, check_texts, to_csv, valid


def test_columns_unknown_missing_and_repeated() -> None:
    rows = valid()
    texts = {name: to_csv(table) for name, table in rows.items()}
    texts["sources"] = texts["sources"].replace("id,titre,", "id,titres,", 1)
    texts["evaluations"] = texts["evaluations"].replace(",annee,", ",titre,", 1)
    catalogue, problems = check_texts(texts)
    assert catalogue is None
    told = {(p.file, p.line, p.field): p.message.replace("\u00a0", " ") for p in problems}
    assert told["sources.csv", 1, "titres"].startswith("la colonne « titres » est inconnue.")
    assert "« titre »" in told["sources.csv", 1, "titres"]
    assert told["sources.csv", 1, "titre"] == "la colonne « titre » manque. Ajoutez-la."
    assert "écrite deux fois" in told["evaluations.csv", 1, "titre"]
    assert told["evaluations.csv", 1, "annee"] == "la colonne « annee » manque. Ajoutez-la."


def test_optional_columns_are_read_and_written_back() -> None:
    rows = valid()
    rows["experiments"] = [
        row | {"parent": parent, "verifie_le": "2026-11-24"}
        for row, parent in zip(rows["experiments"], ["", "jardin"], strict=True)
    ]
    catalogue, problems = check(rows)
    assert problems == []
    assert catalogue is not None
    assert catalogue.experiments[1].parent == "jardin"
    assert str(catalogue.experiments[1].verifie_le) == "2026-11-24"
    assert check_texts(write_catalogue(catalogue)) == (catalogue, [])


def test_a_missing_file_is_told_once() -> None:
    texts = {name: to_csv(table) for name, table in valid().items()}
    del texts["sources"]
    catalogue, problems = check_texts(texts)
    assert catalogue is None
    assert [(p.file, p.line) for p in problems] == [("sources.csv", 0)]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "le fichier est vide"),
        ("id;titre;url\r\n", 1, "séparateur virgule"),
        ("id,titre\r\na,b\r\nc\r\n", 3, "la ligne compte 1 cellules, l’en-tête 2"),
        ('id,titre\r\na,"b\r\n', 2, "guillemet"),
        ('id,titre\r\na,b"c"d\r\na,"b"c\r\n', 3, "guillemet"),
    ],
)
def test_broken_files(text: str, line: int, expected: str) -> None:
    table = parse_rows("f.csv", StringIO(text, newline=""))
    assert [p.line for p in table.problems] == [line]
    assert expected in table.problems[0].message


def test_lines_are_those_of_the_file() -> None:
    """A text on three lines, a blank line and a byte order mark do not shift what follows."""
    text = '\ufeffid,titre\r\na,"un\r\ndeux\r\ntrois"\r\n\r\nb,fin\r\n'
    table = parse_rows("f.csv", StringIO(text, newline=""))
    assert table.header == ("id", "titre")
    assert table.lines == [2, 6]
    assert table.rows == [["a", "un\r\ndeux\r\ntrois"], ["b", "fin"]]
    assert table.problems == []


def test_only_ends_of_line_end_a_row() -> None:
    text = "id,titre\r\na,un\u2028deux\x85trois\r\n"
    table = parse_rows("f.csv", text.splitlines(keepends=True))
    assert table.rows == [["a", "un\u2028deux\x85trois"]]
    assert table.problems == []
