"""The page that joins a file, step by step, as a visitor without JavaScript drives it."""

from __future__ import annotations

import csv
import io
import re
import time
from typing import TYPE_CHECKING
from zipfile import ZipFile

import geopandas
import pytest
from shapely import Point
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from cartoexp.services.envois import DUREE_S, MAX_ENVOI, jointure
from cartoexp.settings import Settings
from cartoexp.web.contribuer.adresses import PATH
from cartoexp.web.factory import create_app
from tests.unit.lecture import xlsx
from tests.web.parsing import Document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

DIRTY = (
    "Liste des lauréats;;;\n\n"
    "Commune;Dép.;Code;Montant\n"
    "Ambérieu-en-Bugey;01;1004;12 000,00\n"
    "Bordeaux;33;33063;=1+1\n"
    "Saint-Denis;;;5\n"
    "Nulle-Part-sur-Rien;99;;7\n"
)
REPARE, ACCEPTE, AMBIGU, REFUSE = "repare", "accepte", "ambigu", "refuse"


@pytest.fixture(scope="module")
def own(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("envois")
    app: Flask = create_app(Settings(envois_dir=folder, envois_par_heure=0), services).server
    return app


@pytest.fixture
def visitor(own: Flask) -> FlaskClient:
    return own.test_client()


def send(
    client: FlaskClient,
    content: bytes | str,
    name: str = "liste.csv",
    more: Mapping[str, object] | None = None,
) -> TestResponse:
    raw = content.encode("cp1252") if isinstance(content, str) else content
    data = {"fichier": FileStorage(io.BytesIO(raw), name), **(more or {})}
    body, size, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(PATH, input_stream=body, content_length=size, content_type=kind)


def sent(
    client: FlaskClient,
    content: bytes | str = DIRTY,
    name: str = "liste.csv",
    more: Mapping[str, object] | None = None,
) -> str:
    answer = send(client, content, name, more)
    assert answer.status_code == 303, answer.text
    path: str = answer.location
    assert re.fullmatch(rf"{PATH}/[\w-]{{32}}", path)
    return path


def chosen(document: Document) -> dict[str, str]:
    """Return what each select of the columns holds."""
    return {
        select.get("name").removeprefix("role-"): option.get("value")
        for select in document.all("select")
        if select.get("name", "").startswith("role-")
        for option in select.iter("option")
        if option.get("selected") is not None and option.get("value")
    }


def joined(client: FlaskClient, path: str, **roles: str) -> Document:
    fields = {f"role-{role}": name for role, name in roles.items()}
    answer = client.post(f"{path}/colonnes", data=fields)
    assert (answer.status_code, answer.location) == (303, f"{path}/rapport")
    return Document(client.get(answer.location).text)


def rows(client: FlaskClient, path: str, name: str) -> list[list[str]]:
    answer = client.get(f"{path}/fichiers/{name}", buffered=True)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text)))


def test_columns_are_recognised_and_previewed(visitor: FlaskClient) -> None:
    path = sent(visitor)
    answer = visitor.get(path)
    document = Document(answer.text)
    assert chosen(document) == {"nom": "Commune", "departement": "Dép.", "code": "Code"}
    assert answer.headers["Cache-Control"] == "no-store"
    text = document.text
    assert "Windows-1252" in text
    assert "confiance" in text
    assert "Gardé encore 60" in text
    preview = document.all("div", "importer__apercu")[0]
    assert len(list(preview.iter("tr"))) == 5
    assert "=1+1" in "".join(preview.itertext())


def test_other_columns_are_kept_only_when_chosen(visitor: FlaskClient) -> None:
    path = sent(visitor)
    page = Document(visitor.get(path).text)
    (others,) = page.all("details", "importer__autres")
    assert "Montant (Montant)" in "".join(others.find("summary").itertext())
    joined(visitor, path, nom="Commune", departement="Dép.")
    toml = visitor.get(f"{path}/fichiers/correspondance.toml", buffered=True).text
    assert "montant" not in toml
    joined(visitor, path, nom="Commune", montant="Montant")
    toml = visitor.get(f"{path}/fichiers/correspondance.toml", buffered=True).text
    assert 'montant = "Montant"' in toml
    assert chosen(Document(visitor.get(path).text)) == {"nom": "Commune", "montant": "Montant"}


def test_the_report_counts_every_row(visitor: FlaskClient) -> None:
    path = sent(visitor)
    document = joined(visitor, path, nom="Commune", departement="Dép.", code="Code")
    assert [e.text for e in document.all("strong")][1:5] == ["1", "1", "1", "1"]
    assert "4\u00a0lignes lues" in document.by_id("resultat").text
    table = rows(visitor, path, "resultat.csv")
    assert table[0][:4] == ["Commune", "Dép.", "Code", "Montant"]
    assert [row[4] for row in table[1:]] == [REPARE, ACCEPTE, AMBIGU, REFUSE]
    assert [row[6] for row in table[1:]] == ["01004", "33063", "", ""]
    left = rows(visitor, path, "restes.csv")
    assert [row[0] for row in left] == ["Commune", "Saint-Denis", "Nulle-Part-sur-Rien"]
    assert left[0][-1] == "cartoexp_motif"


def test_files_to_take_away(visitor: FlaskClient) -> None:
    path = sent(visitor, name="Liste v3.csv")
    joined(visitor, path, nom="Commune", departement="Dép.", code="Code")
    book = visitor.get(f"{path}/fichiers/resultat.xlsx", buffered=True)
    assert "filename=Liste-v3-rattache.xlsx" in book.headers["Content-Disposition"]
    assert "xl/workbook.xml" in ZipFile(io.BytesIO(book.data)).namelist()
    report = visitor.get(f"{path}/fichiers/rapport.html", buffered=True)
    assert "Saint-Denis" in report.text
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert len(rows(visitor, path, "rapport.csv")) == 4
    toml = visitor.get(f"{path}/fichiers/correspondance.toml", buffered=True).text
    assert 'nom = "Commune"' in toml
    assert visitor.get(f"{path}/fichiers/envoi.json", buffered=True).status_code == 404


def test_a_mapping_is_used_again(visitor: FlaskClient) -> None:
    mapping = '[colonnes]\nnom = "Commune"\n'
    again = {"correspondance": FileStorage(io.BytesIO(mapping.encode()), "c.toml")}
    path = sent(visitor, more=again)
    assert chosen(Document(visitor.get(path).text)) == {"nom": "Commune"}
    wrong = {"correspondance": FileStorage(io.BytesIO(b'[colonnes]\nnom = "Ville"\n'), "c.toml")}
    answer = send(visitor, DIRTY, more=wrong)
    assert answer.status_code == 422
    assert "«\u00a0Ville\u00a0»" in answer.text


def test_rows_left_are_put_right_here(visitor: FlaskClient) -> None:
    path = sent(visitor)
    document = joined(visitor, path, nom="Commune", departement="Dép.", code="Code")
    choices = [s for s in document.all("select") if s.get("name") == "ligne-6"]
    names = [option.text for option in choices[0].iter("option")]
    assert "Saint-Denis (93066), Seine-Saint-Denis" in names
    fields = {"ligne-6": "Saint-Denis (93066)", "ligne-7": "99999"}
    assert visitor.post(f"{path}/corrections", data=fields).status_code == 303
    table = rows(visitor, path, "resultat.csv")
    assert [row[4] for row in table[1:]] == [REPARE, ACCEPTE, REPARE, REFUSE]
    assert table[3][-1] == "Code donné à la main\u00a0: 93066."
    field = next(
        e
        for e in Document(visitor.get(f"{path}/rapport").text).all("input")
        if e.get("name") == "ligne-7"
    )
    assert (field.get("value"), field.get("aria-invalid")) == ("99999", "true")


def test_rows_left_are_sent_again_alone(visitor: FlaskClient) -> None:
    path = sent(visitor)
    joined(visitor, path, nom="Commune")
    left = visitor.get(f"{path}/fichiers/restes.csv", buffered=True).data
    again = sent(visitor, left, "restes.csv", {"suite": path.rpartition("/")[2]})
    assert chosen(Document(visitor.get(again).text)) == {"nom": "Commune"}
    joined(visitor, again, nom="Commune")
    assert len(rows(visitor, again, "resultat.csv")) == len(rows(visitor, path, "restes.csv"))


def test_sheets(visitor: FlaskClient, tmp_path: Path) -> None:
    table = [["Commune", "Code"], ["Bordeaux", "33063"], ["Lyon", "69123"]]
    book = xlsx(tmp_path, {"A": table, "B": [["Ville"], ["Lille"], ["Brest"]]})
    path = sent(visitor, book.read_bytes(), "a.xlsx")
    document = Document(visitor.get(path).text)
    sheet = document.by_id("feuille")
    assert [option.get("value") for option in sheet.iter("option")] == ["A", "B"]
    assert "Ville" in Document(visitor.get(f"{path}?feuille=B").text).text
    answer = visitor.post(f"{path}/colonnes", data={"feuille": "B", "role-nom": "Ville"})
    assert answer.status_code == 303
    assert [row[0] for row in rows(visitor, path, "resultat.csv")] == ["Ville", "Lille", "Brest"]
    assert "Choisissez parmi" in visitor.get(f"{path}?feuille=C").text


def test_layers_are_read_apart(visitor: FlaskClient, tmp_path: Path) -> None:
    """What GDAL reads is read in a process of its own; one copy a layer is kept."""
    book = tmp_path / "a.gpkg"
    known = geopandas.GeoDataFrame(
        {"commune": ["Bordeaux", "Lyon"]}, geometry=[Point(-0.58, 44.84), None], crs=4326
    )
    known.to_file(book, layer="a")
    path = sent(visitor, book.read_bytes(), "a.gpkg")
    document = Document(visitor.get(path).text)
    assert chosen(document) == {
        "nom": "commune",
        "longitude": "longitude",
        "latitude": "latitude",
    }
    joined(visitor, path, nom="commune")
    table = rows(visitor, path, "resultat.csv")
    assert [row[0] for row in table] == ["commune", "Bordeaux", "Lyon"]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "vide.csv", "vide"),
        (b"%PDF-1.7", "liste.csv", "PDF"),
        (b"", "", "Choisissez d’abord"),
    ],
)
def test_refused_in_words(visitor: FlaskClient, content: bytes, name: str, told: str) -> None:
    answer = send(visitor, content, name)
    assert answer.status_code == 422
    assert told in Document(answer.text).text


def test_too_heavy(visitor: FlaskClient) -> None:
    for size in (MAX_ENVOI + 1, MAX_ENVOI + 2 * 1024 * 1024):
        answer = send(visitor, bytes(size))
        assert answer.status_code == 413
        assert "20\u00a0Mo, le plus" in answer.text


def test_too_many_rows(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jointure, "MAX_LIGNES", 1_000)
    path = sent(visitor, "Code;Nom\n" + "33063;Bordeaux\n" * 1_001)
    answer = visitor.post(f"{path}/colonnes", data={"role-code": "Code"})
    assert answer.status_code == 422
    assert "cartoexp join" in Document(answer.text).text


def test_a_column_is_needed(visitor: FlaskClient) -> None:
    path = sent(visitor)
    answer = visitor.post(f"{path}/colonnes", data={})
    assert answer.status_code == 422
    assert "au moins une colonne" in Document(answer.text).text
    assert visitor.get(f"{path}/rapport").location == path
    assert visitor.post(f"{path}/colonnes", data={"role-nom": "Rien"}).status_code == 422


def test_markup_stays_text(visitor: FlaskClient) -> None:
    evil = "<script>alert(1)</script>"
    path = sent(visitor, f"Nom;{evil}\nBordeaux;{evil}\n{evil};x\n", f"{evil}.csv")
    document = joined(visitor, path, nom="Nom")
    for page in (document, Document(visitor.get(path).text)):
        assert not [e for e in page.all("script") if "alert" in (e.text or "")]


def test_erased(visitor: FlaskClient) -> None:
    path = sent(visitor)
    answer = visitor.post(f"{path}/effacer")
    assert (answer.status_code, answer.location) == (303, PATH)
    for place in (path, f"{path}/rapport", f"{path}/fichiers/resultat.csv"):
        gone = visitor.get(place)
        assert gone.status_code == 410
        assert "Fichier effacé" in gone.text


def test_gone_after_an_hour(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, own: Flask
) -> None:
    path = sent(visitor)
    later = time.time() + DUREE_S
    for rule in own.view_functions["importer_colonnes"].__closure__ or ():
        if hasattr(rule.cell_contents, "trouver"):
            monkeypatch.setattr(rule.cell_contents, "_horloge", lambda: later)
    assert visitor.get(path).status_code == 410


@pytest.mark.parametrize("place", ["", "/colonnes", "/corrections", "/effacer"])
def test_other_sites_cannot_send(visitor: FlaskClient, place: str) -> None:
    path = sent(visitor) if place else PATH
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = visitor.post(f"{path}{place}", headers=headers)
    assert answer.status_code == 403
    assert "autre site" in answer.text


def test_at_a_rate(services: Services) -> None:
    app = create_app(Settings(envois_par_heure=2), services).server
    client: FlaskClient = app.test_client()
    base = {"REMOTE_ADDR": "192.0.2.7"}
    answers = [client.post(PATH, environ_base=base) for _ in range(3)]
    assert [a.status_code for a in answers] == [422, 422, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "2\u00a0fichiers" in answers[-1].text


def test_nothing_enters_the_catalogue(visitor: FlaskClient, services: Services) -> None:
    before = services.experiments.snapshot().meta
    joined(visitor, sent(visitor), nom="Commune")
    assert services.experiments.snapshot().meta == before
