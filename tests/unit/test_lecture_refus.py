"""What cannot be read is refused in words that say what to do; nothing else is raised."""

import os
import sqlite3
import struct
from contextlib import closing
from hashlib import sha512
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely import Point

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store import lecture
from cartoexp.store.lecture import enregistrements
from tests.unit.lecture import ODS, archive, cellules, lire, ods, ods_row, texte, xlsx

TABLE = [["Code", "Nom"], ["01001", "Un"], ["01002", "Deux"]]
BOMB = "<x/>" + " " * 40_000_000


def refused(path: Path, feuille: str | None = None) -> str:
    with pytest.raises(FichierRefuseError) as caught:
        lire(path, feuille)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \r\n\r\n", "vide"),
        (b"\x00" * 5_000, "vide"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08\x00" + b"x" * 50, "gzip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mot de passe",
        ),
        (b"<html><table><tr><td>Code</td></tr></table></html>", "page web"),
        (b'<?xml version="1.0"?><kml/>', "XML"),
        (b'[{"code": "01001"}]', "GeoJSON"),
        (b'{"code": "01001"}', "GeoJSON"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "GeoPackage"),
        (sha512(b"bruit").digest() * 150, "pas un tableau"),
        (b"PK\x03\x04" + b"\x00" * 100, "abîmé"),
        (b"PAR1" + b"\x00" * 100, "abîmé"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "prop', "abîmé"),
        (b"Code;" * 4_000_000, "ligne"),
        (b"Code;Nom\n" + b";".join([b"x"] * 3_000), "2\u202f000"),
    ],
)
def test_refused(tmp_path: Path, content: bytes, told: str | bytes) -> None:
    wanted = told if isinstance(told, str) else told.decode()
    assert wanted in refused(texte(tmp_path, content))


def test_not_a_file(tmp_path: Path) -> None:
    assert "dossier" in refused(tmp_path)
    assert "n’existe pas" in refused(tmp_path / "absent.csv")


# Nobody can deny root a file: the next test has the system itself refuse, for everyone.
@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(tmp_path: Path) -> None:
    path = texte(tmp_path, "Code;Nom\n")
    path.chmod(0)
    assert "droits" in refused(path)


def test_permission_denied_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = texte(tmp_path, "Code;Nom\n")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", deny)
    assert "droits" in refused(path)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "gros.csv"
    with path.open("wb") as out:
        out.truncate(lecture.MAX_OCTETS + 1)
    assert "200 Mo" in refused(path)


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    assert "dépasse" in refused(texte(tmp_path, "Code;Note\n01001;" + "x" * 10_000_000))
    within = "Code;Note\n01001;" + '"' + "x\n" * 5_000 + '"'
    assert len(cellules(texte(tmp_path, within))) > enregistrements.MAX_LINES


def test_content_is_believed_not_names(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"A": TABLE}, name="liste.csv")
    assert cellules(path) == [("01001", "Un"), ("01002", "Deux")]
    zipped = archive(tmp_path, {"__MACOSX/._a": "x", "a.csv": "Code;Nom\n01001;Un"}, "a.csv")
    assert "«\u00a0a.csv\u00a0»" in lire(zipped)[2]
    two = archive(tmp_path, {"a.csv": "x", "b.csv": "y"}, "deux.zip")
    assert "2 fichiers" in refused(two)
    assert "Shapefile" in refused(archive(tmp_path, {"a.shp": "x", "a.dbf": "y"}, "a.zip"))
    assert "en contient une autre" in refused(
        archive(tmp_path, {"b.zip": two.read_bytes()}, "c.zip")
    )
    word = {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}
    assert "Word" in refused(archive(tmp_path, word, "a.docx"))


def replaced(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Change a part of a workbook."""
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return archive(path.parent, dict(parts), "change.xlsx")


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_external_entities(tmp_path: Path, part: str) -> None:
    path = xlsx(tmp_path, {"A": TABLE})
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    assert "DOCTYPE" in refused(replaced(path, part, head, ENTITY))


def test_hostile_workbooks(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"A": TABLE})
    assert "colonnes" in refused(replaced(path, SHEET, b'"B3"', b'"XFD3"'))
    assert "abîmé" in refused(replaced(path, SHEET, b"</sheetData>", b"<"))
    assert "abîmé" in refused(replaced(path, SHEET, b'"B3"', b"B3"))
    assert "aucune feuille" in refused(replaced(path, BOOK, b"<sheet ", b"<other "))
    wide = xlsx(tmp_path, {"A": [[f"c{i}" for i in range(3_000)], ["x"] * 3_000]}, "large.xlsx")
    assert "2\u202f000" in refused(wide)
    told = replaced(path, SHEET, b"<v>3</v>", b"<v>999999</v>")
    assert cellules(told)[0] == ("01001", "")


def test_hostile_ods(tmp_path: Path) -> None:
    head = '<table:table table:name="A">'
    rows = ods_row("Code", "Nom") + ods_row("01001", "Un")
    again = ods_row("01002", "Deux", times=1_048_576)
    assert "lignes" in refused(ods(tmp_path, f"{head}{rows}{again}</table:table>"))
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    wide = f"{head}{rows}<table:table-row>{cell}</table:table-cell></table:table-row></table:table>"
    assert "colonnes" in refused(ods(tmp_path, wide))
    assert "DOCTYPE" in refused(
        ods(tmp_path, f"{head}{rows}</table:table>", head='<!DOCTYPE x [<!ENTITY e "e">]>')
    )
    empty = {"mimetype": ODS, "content.xml": "<x/>"}
    assert "aucune feuille" in refused(archive(tmp_path, empty, "vide.ods"))
    parts = {"mimetype": ODS, "content.xml": "<x/>", "META-INF/manifest.xml": "encryption-data"}
    assert "mot de passe" in refused(archive(tmp_path, parts, "a.ods"))


def test_bombs(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": "<x/>", "xl/workbook.xml": BOMB}
    assert "décompressé" in refused(archive(tmp_path, parts, "bombe.xlsx"))
    assert "décompressé" in refused(archive(tmp_path, {"a.csv": "a" * 40_000_000}, "bombe.zip"))


def test_one_text_shown_without_end(tmp_path: Path) -> None:
    """A few kilobytes of a workbook would make gigabytes of a CSV."""
    row = ["x" * 32_000] * 300
    path = xlsx(tmp_path, {"A": [["Code"], *([row] * 40)]})
    assert path.stat().st_size < 100_000
    assert "démesurément" in refused(path)


def test_sizes_that_lie(tmp_path: Path) -> None:
    """The declared size is believed: no byte is unpacked beyond it."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as out:
        out.writestr("a.csv", "Code;Nom\n" + "01001;Un\n" * 4_000_000)
    real, lie = struct.pack("<L", 36_000_009), struct.pack("<L", 900)
    path = texte(tmp_path, held.getvalue().replace(real, lie), "menteur.zip")
    assert "abîmé" in refused(path)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "gpkg", "zip"])
def test_cut_in_the_middle(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        whole = xlsx(tmp_path, {"A": TABLE}).read_bytes()
    elif kind == "ods":
        whole = ods(tmp_path, ods_row("Code", "Nom")).read_bytes()
    elif kind == "zip":
        whole = archive(tmp_path, {"a.csv": "Code;Nom\n" * 500}, "a.zip").read_bytes()
    else:
        base = tmp_path / "a.gpkg"
        with sqlite3.connect(base) as connection:
            connection.execute("PRAGMA application_id = 0x47504B47")
            connection.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
            connection.execute("CREATE TABLE t (a TEXT)")
        connection.close()
        whole = base.read_bytes()
    assert refused(texte(tmp_path, whole[: len(whole) * 2 // 3], f"coupe.{kind}"))


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE VIEW b AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i FROM r) SELECT 2",
        "CREATE TABLE b (fid INTEGER PRIMARY KEY, x AS (zeroblob(900000000)))",
    ],
)
def test_programs_in_a_geopackage(tmp_path: Path, hostile: str) -> None:
    path = tmp_path / "a.gpkg"
    known = geopandas.GeoDataFrame({"code": ["01001"]}, geometry=[Point(2, 47)], crs=4326)
    known.to_file(path, layer="a")
    assert cellules(path)[0][0] == "01001"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(hostile)
    assert "vues" in refused(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    assert "ordinaire" in refused(tmp_path / "tube")


def test_a_long_cell_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": ["x" * (lecture.MAX_CELLULE + 1)]}), path)
    assert "caractères" in refused(path)


def test_unknown_sheets(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"Communes": TABLE, "Vide": []})
    assert "«\u00a0Communes\u00a0»" in refused(path, "Autre")
    assert "aucune ligne" in refused(path, "Vide")
    assert "pas de feuilles" in refused(texte(tmp_path, "a;b\n1;2"), "Autre")


def test_formulas_are_not_computed(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"A": [*TABLE, ["01003", "=1+1"], ["01004", "=A1"]]})
    assert cellules(path)[2:] == [("01003", "0"), ("01004", "0")]
    bare = replaced(path, SHEET, b"<f>1+1</f><v>0</v>", b"<f>1+1</f>")
    _, rows, _ = lire(bare)
    assert rows[2].cellules == ("01003", "")
    assert "formule" in rows[2].remarque
