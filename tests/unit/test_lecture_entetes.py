"""The header is found wherever it is, or said to be absent; no row of data is taken for it."""

from pathlib import Path

import pytest

from cartoexp.store.lecture.entetes import trouver
from tests.unit.lecture import lire, ods, ods_row, texte, xlsx

CORPS = ["01001;L’Abergement;784;12", "01002;L’Abergement-de-Varey;256;7", "01004;Ambérieu;14514;9"]


def of_csv(folder: Path, *lines: str) -> tuple[tuple[str, ...], int, str]:
    entetes, rows, told = lire(texte(folder, "\n".join([*lines, *CORPS])))
    first = next(row for row in rows if row.cellules[0] == "01001")
    return entetes, first.numero, told


def test_titles_and_blank_lines_before(tmp_path: Path) -> None:
    entetes, first, told = of_csv(
        tmp_path, "Liste des communes retenues;;;", ";;;", "", "Code;Nom;Population;Rang"
    )
    assert entetes == ("Code", "Nom", "Population", "Rang")
    assert first == 5
    assert told == "1\u00a0ligne passée avant les titres des colonnes."


def test_merged_titles_above(tmp_path: Path) -> None:
    entetes, first, told = of_csv(tmp_path, "Commune;;Population;", "Code;Nom;2018;2019")
    assert entetes == (
        "Commune – Code",
        "Commune – Nom",
        "Population – 2018",
        "Population – 2019",
    )
    assert first == 3
    assert told == "Titres des colonnes lus sur les lignes 1 à 2."


def test_titles_merged_downwards(tmp_path: Path) -> None:
    entetes, _, _ = of_csv(tmp_path, "Liste;;;", "Code;Nom;Population;", ";;2018;2019")
    assert entetes == ("Code", "Nom", "Population – 2018", "Population – 2019")


def test_no_line_of_the_header_is_full(tmp_path: Path) -> None:
    lines = [
        "Code;Nom;Effectifs;;;",
        ";;2018;2019;2020;2021",
        "01001;Un;7;8;9;1",
        "01002;Deux;4;5;6;2",
    ]
    entetes, rows, _ = lire(texte(tmp_path, "\n".join(lines)))
    assert entetes[:3] == ("Code", "Nom", "Effectifs – 2018")
    assert entetes[5] == "Effectifs – 2021"
    assert [row.numero for row in rows] == [3, 4]


def test_labels_then_names_as_insee_writes_them(tmp_path: Path) -> None:
    entetes, first, _ = of_csv(
        tmp_path, "Code géographique;Libellé;Population en 2018;Rang", "CODGEO;LIBGEO;P18_POP;RG"
    )
    assert entetes[0] == "Code géographique – CODGEO"
    assert first == 3


@pytest.mark.parametrize("content", ["\n".join(CORPS), "Lyon\nParis\nLille", "01001\n01002"])
def test_no_header(tmp_path: Path, content: str) -> None:
    entetes, rows, told = lire(texte(tmp_path, content))
    assert entetes == tuple(f"colonne_{rank}" for rank in range(1, len(entetes) + 1))
    assert rows[0].numero == 1
    assert len(rows) == len(content.splitlines())
    assert told.startswith("Aucune ligne de titres reconnue")


def test_words_only(tmp_path: Path) -> None:
    assert lire(texte(tmp_path, "Commune\nLyon\nParis"))[0] == ("Commune",)
    entetes, rows, _ = lire(texte(tmp_path, "Lyon;Rhône\nParis;Paris\nBron;Rhône\nLille;Nord"))
    assert (entetes, len(rows)) == (("colonne_1", "colonne_2"), 4)


def test_empty_and_doubled_titles(tmp_path: Path) -> None:
    entetes, _, told = of_csv(tmp_path, "Code;;Nombre;Nombre")
    assert entetes == ("Code", "colonne_2", "Nombre", "Nombre (2)")
    assert told == (
        "1\u00a0colonne sans titre, nommée\u00a0: colonne_2. "
        "1\u00a0titre en double, numéroté\u00a0: Nombre (2)."
    )


def test_sheets(tmp_path: Path) -> None:
    rows = [["Tableau 1"], [], ["Commune", "", "Population"], ["Code", "Nom", "2018"]]
    body = [["01001", "Un", 5], ["01002", "Deux", 6]]
    entetes, found, _ = lire(xlsx(tmp_path, {"Feuil1": [*rows, *body]}))
    assert entetes == ("Commune – Code", "Commune – Nom", "Population – 2018")
    assert [row.numero for row in found] == [5, 6]


def test_repeated_rows_of_ods(tmp_path: Path) -> None:
    table = (
        f'<table:table table:name="A">{ods_row("Code", "Nom")}{ods_row("01001", "Un")}'
        f"{ods_row('', '', times=40)}{ods_row('01002', 'Deux', times=3)}</table:table>"
    )
    _, rows, _ = lire(ods(tmp_path, table))
    assert [row.numero for row in rows] == [2, 43, 44, 45]


def test_one_row(tmp_path: Path) -> None:
    assert trouver([["Code", "Nom"]], [False]).noms == ("Code", "Nom")
    entetes, rows, _ = lire(texte(tmp_path, "Code;Nom\n01001;Un"))
    assert (entetes, len(rows)) == (("Code", "Nom"), 1)


@pytest.mark.parametrize(
    ("content", "entetes", "first"),
    [
        ("Communes retenues en 2023\n\nCommune\nLyon\nParis\nBron", ("Commune",), 4),
        ("Source;INSEE\nDate;2023\n;\nCode;Nom\n01001;A\n01002;B\n01004;C", ("Code", "Nom"), 5),
        ("Code;Part\n(1);(2)\n01001;0,5\n01002;0,7", ("Code", "Part"), 3),
        ("Commune;2018;2019\nA;1;2\nB;4;5", ("Commune", "2018", "2019"), 2),
        ('Code;Note\n01;"a\nb"\nx;y\n02;c\n03;d', ("Code", "Note"), 2),
        ("Commune\nLyon\nParis\n\nSource : INSEE", ("Commune",), 2),
    ],
)
def test_what_stands_around(
    tmp_path: Path, content: str, entetes: tuple[str, ...], first: int
) -> None:
    found, rows, _ = lire(texte(tmp_path, content))
    assert (found, rows[0].numero) == (entetes, first)


def test_a_title_merged_downwards_may_be_the_last(tmp_path: Path) -> None:
    rows = [
        ("Territoire", "", "Montants", "", "Note"),
        ("Code", "Nom", "2021", "2022", ""),
        ("01004", "Ambérieu-en-Bugey", 3, 4, ""),
        ("01283", "Oyonnax", 5, 6, "x"),
    ]
    assert lire(xlsx(tmp_path, {"a": rows}))[0] == (
        *("Territoire – Code", "Territoire – Nom", "Montants – 2021", "Montants – 2022", "Note"),
    )
