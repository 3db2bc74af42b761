"""Delimited texts: any encoding, any delimiter, quotes that are not closed."""

from pathlib import Path

import pytest

from cartoexp.store.lecture import ouvrir
from tests.unit.lecture import cellules, lire, texte, xlsx

LIST = "Code;Nom;Date\n01004;Ambérieu-en-Bugey;été\n2A004;L’Île-Rousse;hiver à « Noël »\n"
ROWS = [("01004", "Ambérieu-en-Bugey", "été"), ("2A004", "L’Île-Rousse", "hiver à « Noël »")]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", "Lu en Windows-1252."),
        ("utf-16", "Lu en UTF-16."),
        ("utf-16-le", "Lu en UTF-16."),
        ("mac_roman", "Lu en Mac Roman."),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, told: str) -> None:
    entetes, rows, remarks = lire(texte(tmp_path, LIST.encode(encoding)))
    assert entetes == ("Code", "Nom", "Date")
    assert [row.cellules for row in rows] == ROWS
    assert remarks == told


def test_latin_1_and_dos(tmp_path: Path) -> None:
    plain = LIST.replace("’", "'")
    assert cellules(texte(tmp_path, plain.encode("latin-1")))[0] == ROWS[0]
    assert "DOS" in lire(texte(tmp_path, plain.encode("cp850")))[2]


def test_a_few_bytes_of_another_encoding(tmp_path: Path) -> None:
    content = (LIST * 20).encode() + "01001;Saint-Étienne;x\n".encode("cp1252")
    _, rows, told = lire(texte(tmp_path, content))
    assert rows[-1].cellules[1] == "Saint-Étienne"
    assert told == "Lu en UTF-8, dont 1\u00a0octet n’est pas, lus en Windows-1252."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", ":"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [["Code", "Nom", "Prix"], ["01001", "Un", "7"], ["01002", "Deux", "8"]]
    path = texte(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert cellules(path) == [tuple(row) for row in rows[1:]]


def test_decimal_commas_are_no_delimiter(tmp_path: Path) -> None:
    path = texte(tmp_path, "Code;Prix;Taux\n01001;1,5;2,5\n01002;3,25;4,75\n")
    assert cellules(path)[0] == ("01001", "1,5", "2,5")


@pytest.mark.parametrize("header", ["Nom,Codes", "Nom,Communes (codes)"])
def test_lists_in_cells_are_no_columns(tmp_path: Path, header: str) -> None:
    """The rows would be parted as evenly by the semicolons of a cell, but not the header."""
    body = "".join(f"Pays {code},01{code}; 02{code}\n" for code in range(100, 150))
    entetes, rows, _ = lire(texte(tmp_path, f"{header}\n{body}"))
    assert (entetes, rows[0].cellules) == (tuple(header.split(",")), ("Pays 100", "01100; 02100"))
    assert cellules(texte(tmp_path, "1,5;2,5\n3,5;4,5\n"))[0] == ("1,5", "2,5")


def test_delimiter_declared_by_excel(tmp_path: Path) -> None:
    _, rows, _ = lire(texte(tmp_path, "sep=|\nCode|Nom\n01001|a;b;c\n"))
    assert rows[0] == (3, ("01001", "a;b;c"), "")


def test_quotes(tmp_path: Path) -> None:
    _, rows, _ = lire(texte(tmp_path, 'Code;Note\n01001;"deux\nlignes; ""ici"""\n01002;b\n'))
    assert [row.numero for row in rows] == [2, 4]
    assert rows[0].cellules[1] == 'deux\nlignes; "ici"'


@pytest.mark.parametrize("bad", ['01002;"ouvert', '01002;"ouvert;x', '01002;"a" b'])
def test_a_quote_left_open_swallows_no_row(tmp_path: Path, bad: str) -> None:
    after = [f"{code:05};n" for code in range(1003, 3500)]
    lines = ["Code;Note", "01001;a", bad, *after]
    _, rows, _ = lire(texte(tmp_path, "\n".join(lines)))
    assert [row.cellules[0] for row in rows[:3]] == ["01001", "01002", "01003"]
    assert len(rows) == 2 + len(after)
    assert "guillemet" in rows[1].remarque
    assert [row.numero for row in rows] == list(range(2, len(rows) + 2))
    assert not any(row.remarque for row in rows[2:])


def test_a_quote_left_open_at_the_end(tmp_path: Path) -> None:
    _, rows, _ = lire(texte(tmp_path, 'Code;Note\n01001;"a\n01002;b'))
    assert [row.cellules for row in rows] == [("01001", '"a'), ("01002", "b")]


def test_uneven_rows_lose_nothing_and_are_told(tmp_path: Path) -> None:
    body = "".join(f"{code:05};a;b\n" for code in range(1001, 1300))
    _, rows, _ = lire(
        texte(tmp_path, f"Code;Nom;Note\n{body}01300;x\n01301;a;b;c;d\n01302;a;b;;\n")
    )
    short, long, trailing = rows[-3:]
    assert (short.cellules, long.cellules) == (("01300", "x", ""), ("01301", "a", "b;c;d"))
    assert short.remarque == "1\u00a0cellule manquante en fin de ligne"
    assert long.remarque.startswith("2\u00a0cellules de trop")
    assert (trailing.cellules, trailing.remarque) == (("01302", "a", "b"), "")


def test_rows_wider_than_the_header_name_columns(tmp_path: Path) -> None:
    entetes, rows, told = lire(texte(tmp_path, "Code;Nom\n01001;Un;7\n01002;Deux;8\n"))
    assert (entetes, rows[0].cellules) == (("Code", "Nom", "colonne_3"), ("01001", "Un", "7"))
    assert "colonne_3" in told


def test_made_harmless(tmp_path: Path) -> None:
    formula, markup = '=HYPERLINK("http://x";"y")', "<script>alert(1)</script>"
    quoted = formula.replace('"', '""')
    content = f'Code;Nom;Note\n01001;"{quoted}";{markup}\n01002;a\x00b\x07;\u202egnp.exe\u200b\n'
    _, rows, told = lire(texte(tmp_path, content))
    assert rows[0].cellules == ("01001", formula, markup)
    assert rows[1].cellules == ("01002", "ab", "gnp.exe")
    assert told == "1\u00a0octet nul retiré."


def test_a_faithful_reading_keeps_blank_rows_and_blanks_around_cells(tmp_path: Path) -> None:
    content = "Code;Nom\n01004; Ambérieu \n;\n\n42094;Feurs\n;\n;\n"
    path = texte(tmp_path, content)
    assert cellules(path) == [("01004", "Ambérieu"), ("42094", "Feurs")]
    with ouvrir(path, fidele=True) as table:
        rows = list(table.lignes)
    assert [row.cellules for row in rows] == [("01004", " Ambérieu "), ("", ""), ("42094", "Feurs")]
    assert [row.numero for row in rows] == [2, 3, 5]


def test_a_faithful_reading_of_a_sheet_keeps_its_blank_rows(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"a": [("Code", "Nom"), ("01004", "Ambérieu"), (), ("42094", "Feurs")]})
    with ouvrir(path, fidele=True) as table:
        rows = [row.cellules for row in table.lignes]
    assert rows == [("01004", "Ambérieu"), ("", ""), ("42094", "Feurs")]
