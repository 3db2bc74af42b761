"""Layers of visitors, from a dirty file to nothing left of it, without JavaScript."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from cartoexp.services.envois import MAX_ENVOI
from cartoexp.settings import Settings
from cartoexp.web.couches import embed
from cartoexp.web.factory import create_app
from tests.web.parsing import Document

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.memoire import Memoire

NOTICE = "Données apportées par un utilisateur, non vérifiées par Cartoexp."
DIRTY = (
    "Liste des lauréats;;;;\n\n"
    "Commune;Dép.;Code;Montant;Type\n"
    "Ambérieu-en-Bugey;01;1004;12 000,50;Eau <b>\n"
    "Ambérieu-en-Bugey;01;1004;7;Eau <b>\n"
    "Bordeaux;33;33063;0;=1+1\n"
    "Douai;59;59178;s;Air\n"
    "Saint-Denis;;;5;Air\n"
    "Nulle-Part-sur-Rien;99;;7;Air\n"
)
ROLES = {"role-code": "Code", "role-nom": "Commune", "role-departement": "Dép."}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("envois")


@pytest.fixture(scope="module")
def own(services: Services, folder: Path) -> Flask:
    app: Flask = create_app(Settings(envois_dir=folder, envois_par_heure=2), services).server
    return app


@pytest.fixture
def visitor(own: Flask) -> FlaskClient:
    return own.test_client()


def send(client: FlaskClient, content: str | bytes = DIRTY, **headers: str) -> TestResponse:
    raw = content.encode("cp1252") if isinstance(content, str) else content
    data = {"fichier": FileStorage(io.BytesIO(raw), "liste_v3_FINAL.csv")}
    body, size, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(
        "/ma-carte", input_stream=body, content_length=size, content_type=kind, headers=headers
    )


def make(client: FlaskClient, content: str | bytes = DIRTY, **form: str) -> tuple[str, str]:
    """Return the address of a layer and the link that erases it."""
    step = send(client, content).location
    given = {**(ROLES if content is DIRTY else {}), "colonne": "Montant", **form}
    answer = client.post(step, data=given)
    assert answer.status_code == 201, answer.text
    page = Document(answer.text)
    address, erase = (e.text.removeprefix("http://localhost") for e in page.all("textarea"))
    assert re.fullmatch(r"/ma-carte/[\w-]{32}", address)
    return address, erase


@pytest.fixture(scope="module")
def layer(own: Flask) -> str:
    return make(own.test_client(), origine="Ministère, 2025", unite="€")[0]


def test_the_way_to_a_map(visitor: FlaskClient, folder: Path) -> None:
    first = visitor.get("/ma-carte")
    assert "N’apportez pas de données personnelles." in Document(first.text).text
    answer = send(visitor)
    assert answer.status_code == 303
    step = visitor.get(answer.location)
    assert step.headers["Cache-Control"] == "no-store"
    asked = Document(step.text)
    options = [e.get("value") for e in asked.by_id("colonne").iter("option")]
    assert options == ["Montant", "Type", ""]
    made = visitor.post(answer.location, data={**ROLES, "colonne": "Montant"})
    assert made.status_code == 201
    assert "6 lignes lues : 4 rattachées" in Document(made.text).text
    assert not [p for p in folder.iterdir() if p.is_dir()], "the file is erased at once"
    assert visitor.get(answer.location).status_code == 410


def test_the_page_of_a_layer(visitor: FlaskClient, layer: str) -> None:
    answer = visitor.get(layer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    page = Document(answer.text)
    assert page.one("h1").text == "Montant, par commune"
    assert NOTICE in page.text
    assert "Ministère, 2025" in page.text
    rows = [["".join(c.itertext()) for c in row] for row in page.one("tbody").iter("tr")]
    assert rows == [["Ambérieu-en-Bugey", "12\u202f008"], ["Bordeaux", "0,0"], ["Douai", "—"]]
    assert "1 commune a plusieurs lignes dans le fichier" in page.text
    assert "leurs nombres sont additionnés" in page.text
    assert page.one("iframe").get("src").startswith(f"/embed{layer}?")


def test_an_embed_in_every_format(visitor: FlaskClient, layer: str) -> None:
    page = visitor.get(f"/embed{layer}")
    assert page.status_code == 200
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert NOTICE in Document(page.text).text
    assert "Pas dans le fichier" in page.text
    assert "Valeur absente du fichier" in page.text
    picture = visitor.get(f"/embed{layer}.svg").text
    assert "non vérifiées par" in picture
    assert "var(--" not in picture
    assert visitor.get(f"/embed{layer}.png?largeur=300").data.startswith(b"\x89PNG")
    told = json.loads(visitor.get(f"/embed{layer}.json").data)
    assert told["genre"] == "ma-carte"
    assert told["avertissement"] == NOTICE
    assert told["licence"] == ""
    values = {row["code"]: (row["valeur"], row["lignes"]) for row in told["donnees"]}
    assert values == {"01004": (12007.5, 2), "33063": (0, 1), "59178": (None, 1)}
    for ending in ("", ".svg", ".csv", ".json"):
        headers = visitor.get(f"/embed{layer}{ending}").headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"


def test_filters(visitor: FlaskClient, layer: str) -> None:
    def codes(query: str) -> list[str]:
        told = json.loads(visitor.get(f"/embed{layer}.json?{query}").data)
        return [row["code"] for row in told["donnees"]]

    assert codes("minimum=1") == ["01004"]
    assert codes("maximum=1") == ["33063"]
    assert codes("region=84") == ["01004"]
    assert codes("departement=33") == ["33063"]
    assert "dans l’Ain" in visitor.get(f"{layer}?departement=01").text
    page = Document(visitor.get(f"{layer}?minimum=1&theme=energie&niveau=commune").text)
    assert "Au moins 1" in page.text
    assert "Hors du fichier ou des filtres" in visitor.get(f"/embed{layer}?minimum=1").text
    assert visitor.get(f"{layer}?minimum=x").status_code == 422
    assert visitor.get(f"{layer}?region=99").status_code == 422, "never wider than what was asked"
    assert visitor.get(f"{layer}?region=84&departement=33").status_code == 409
    assert visitor.get(f"/embed{layer}?couleur=taux").status_code == 422
    assert "Aucune commune ne répond" in visitor.get(f"{layer}?minimum=99999999").text


def test_rows_are_taken_away_harmless(visitor: FlaskClient, layer: str) -> None:
    answer = visitor.get(f"{layer}/fichier.csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["niveau", "code", "nom", "Montant"]
    assert rows[1] == ["commune", "01004", "Ambérieu-en-Bugey", "12000.5"]
    assert len(rows) == 5
    assert answer.headers["Cache-Control"] == "no-store"
    book = visitor.get(f"{layer}/fichier.xlsx")
    with ZipFile(io.BytesIO(book.data)) as archive:
        assert NOTICE in "".join(archive.read(n).decode() for n in archive.namelist())
    assert visitor.get(f"{layer}/fichier.parquet").status_code == 404


def test_categories(visitor: FlaskClient) -> None:
    path, _ = make(visitor, colonne="Type", nature="categorie", titre="<i>Types</i>")
    page = Document(visitor.get(path).text)
    assert page.one("h1").text == "<i>Types</i>, par commune"
    boxes = [e.get("value") for e in page.all("input") if e.get("name") == "categorie"]
    assert sorted(boxes) == ["=1+1", "Air", "Eau <b>"]
    shown = visitor.get(f"/embed{path}?categorie=Air").text
    assert "<b>" not in shown.replace("<b>Type</b>", "")
    assert '<g class="hors">' in shown
    rows = list(csv.reader(io.StringIO(visitor.get(f"{path}/fichier.csv").text)))
    assert ["commune", "33063", "Bordeaux", "'=1+1"] in rows


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Code;id_dossier;Montant", "01004;12;7", "Montant"),
        ("Code;Numéro;Type", "01004;12;Eau", "Type"),
        ("Code;Note", "01004;", ""),
    ],
)
def test_a_likely_column_is_proposed(
    visitor: FlaskClient, header: str, row: str, expected: str
) -> None:
    step = send(visitor, f"{header}\n{row}\n".encode()).location
    asked = Document(visitor.get(step).text)
    options = list(asked.by_id("colonne").iter("option"))
    assert [e.get("value") for e in options] == [*header.split(";")[1:], ""]
    assert [e.get("value") for e in options if e.get("selected") is not None] == [expected]


def test_points_and_counted_rows(visitor: FlaskClient) -> None:
    path, _ = make(visitor, dessin="points")
    text = visitor.get(f"/embed{path}").text
    assert "La surface dit la valeur" in text
    assert text.count('<circle class="point"') >= 1
    path, _ = make(visitor, colonne="")
    told = json.loads(visitor.get(f"/embed{path}.json").data)
    assert {row["code"]: row["valeur"] for row in told["donnees"]}["01004"] == 2


def test_corrections_of_the_import_serve_the_map(visitor: FlaskClient) -> None:
    token = send(visitor).location.rpartition("/")[2]
    steps = f"/contribuer/importer/{token}"
    assert visitor.post(f"{steps}/colonnes", data=ROLES).status_code == 303
    assert visitor.post(f"{steps}/corrections", data={"ligne-8": "93066"}).status_code == 303
    asked = f"/ma-carte/preparer/{token}"
    assert asked in Document(visitor.get(f"{steps}/rapport").text).links
    made = visitor.post(asked, data={**ROLES, "colonne": "Montant"})
    assert "6 lignes lues : 5 rattachées" in Document(made.text).text


def test_levels_may_be_mixed(visitor: FlaskClient) -> None:
    rows = b"Code;Montant\n01004;1\n53;2\n84;3\n200040293;4\n59178;5\n01;6\n"
    path, _ = make(visitor, rows, **{"role-code": "Code"})
    page = Document(visitor.get(path).text)
    levels = [e.get("value") for e in page.by_id("niveau").iter("option")]
    assert set(levels) >= {"commune", "epci", "departement"}
    told = json.loads(visitor.get(f"/embed{path}.json?niveau=epci").data)
    assert [row["code"] for row in told["donnees"]] == ["200040293"]
    told = json.loads(visitor.get(f"/embed{path}.json?niveau=departement&departement=53").data)
    assert [row["code"] for row in told["donnees"]] == ["53"]


def test_only_its_owner_erases_it(visitor: FlaskClient, services: Services) -> None:
    path, erase = make(visitor)
    before = services.experiments.snapshot().meta
    public = f"{path}/supprimer"
    assert visitor.get(public).status_code == 200
    assert visitor.post(public, data={"cle": path.rpartition("/")[2]}).status_code == 403
    assert visitor.get(f"{public}?cle={'a' * 32}").status_code == 403
    assert visitor.get(path).status_code == 200
    assert visitor.get(f"/embed{path}").status_code == 200, "and kept rendered"
    key = erase.partition("cle=")[2]
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.post(public, data={"cle": key}, headers=foreign).status_code == 403
    assert "Supprimer pour de bon" in visitor.get(erase).text
    assert visitor.post(public, data={"cle": key}).status_code == 200
    for address in (path, f"/embed{path}", f"/embed{path}.png", f"{path}/fichier.csv", erase):
        gone = visitor.get(address)
        assert gone.status_code == 410, address
        assert gone.headers["Cache-Control"] == "no-store"
    assert "supprimée par son auteur" in visitor.get(f"/embed{path}").text
    assert visitor.get(f"/embed{path}.json").content_type == "application/problem+json"
    assert services.experiments.snapshot().meta == before, "nothing enters the catalogue"


def test_it_ends_after_thirty_days(
    visitor: FlaskClient, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = date.today() + timedelta(days=32)  # noqa: DTZ011  any day far enough
    answer = embed.answer

    def aged(web: Web, memoire: Memoire, nom: str) -> Response:
        return answer(replace(web, today=lambda: later), memoire, nom)

    monkeypatch.setattr(embed, "answer", aged)
    gone = visitor.get(f"/embed{layer}")
    assert gone.status_code == 410
    assert "gardée trente jours" in gone.text


@pytest.mark.parametrize("path", ["/ma-carte/x", f"/ma-carte/{'a' * 32}", "/embed/ma-carte/x"])
def test_unknown_addresses(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_what_is_refused(visitor: FlaskClient) -> None:
    assert send(visitor, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    heavy = send(visitor, b"a;b\n" + b"1;2\n" * (MAX_ENVOI // 4 + 1))
    assert heavy.status_code == 413
    assert "20\u00a0Mo" in heavy.text
    assert send(visitor, b"").status_code == 422
    step = send(visitor, b"Code;Contact\n01004;maire@exemple.fr\n").location
    mail = visitor.post(step, data={"role-code": "Code", "colonne": "Contact"})
    assert mail.status_code == 422
    assert "données personnelles" in mail.text
    step = send(visitor).location
    none = visitor.post(step, data={**ROLES, "colonne": "Absente"})
    assert none.status_code == 422
    words = visitor.post(step, data={**ROLES, "colonne": "Type", "nature": "nombre"})
    assert words.status_code == 422
    assert "n’a aucun nombre lisible" in words.text
    assert visitor.post(step, data={"colonne": "Montant"}).status_code == 422
    assert visitor.post(step, data={**ROLES, "cumul": "produit"}).status_code == 422
    assert visitor.get(step).status_code == 200, "a refusal loses nothing"


def test_an_address_sends_at_a_rate(visitor: FlaskClient) -> None:
    visitor.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    found = [send(visitor) for _ in range(3)]
    assert [answer.status_code for answer in found] == [303, 303, 429]
    assert int(found[-1].headers["Retry-After"]) > 0


def test_nothing_of_it_is_indexed(visitor: FlaskClient, layer: str) -> None:
    assert "ma-carte" not in visitor.get("/sitemap.xml").text
    assert "Disallow: /ma-carte/" in visitor.get("/robots.txt").text
    assert '<meta name="robots" content="noindex"' in visitor.get(layer).text
