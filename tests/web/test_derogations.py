"""The registry on the web: pages, files, sheet, API and features tell the same, sources and all."""

from __future__ import annotations

import csv
import re
import subprocess
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

APPRENTIS = "apprentissage_30ans-derogation"
TRAVAIL = "/derogations/normes/code-du-travail"


def page(client: FlaskClient, path: str) -> Document:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return Document(answer.text)


def cards(document: Document) -> list[str]:
    return [text_of(e.find("h3")) for e in document.all("li", "demande")]


@pytest.mark.parametrize(
    "q", ["L. 6222-1 du code du travail", "art L6222-1", "C. trav., art. L. 6222-1"]
)
def test_a_norm_is_found_as_people_write_it(client: FlaskClient, q: str) -> None:
    document = page(client, f"/derogations?q={q}")
    assert cards(document) == ["Porter de 25 à 30 ans l’âge limite d’entrée en apprentissage"]
    assert document.by_id("q").get("value") == q
    assert "1 dérogation sur 14" in document.text


def test_the_ranking_answers_which_where_and_what_came_of_it(client: FlaskClient) -> None:
    document = page(client, "/derogations")
    table = document.one("table", "classement")
    rows = [[text_of(c) for c in row] for row in table.iter("tr")]
    assert rows[0] == ["Texte", "Demandes", "Où", "Décisions", "Ce qu’il en est advenu"]
    work = next(row for row in rows if row[0].startswith("Code du travail"))
    assert work[1:] == ["2", "9 régions", "2 accordées", "1 généralisée, 1 abandonnée"]
    assert rows[-1][0] == "Norme inconnue des sources lues"
    assert len(cards(document)) == 14


def test_an_article_that_nobody_asked_for_leads_to_its_text(client: FlaskClient) -> None:
    document = page(client, "/derogations?q=L. 6222-2 du code du travail")
    assert cards(document) == []
    assert TRAVAIL in document.links
    assert "le registre n’est pas exhaustif" in document.text


def test_the_form_becomes_an_address(client: FlaskClient) -> None:
    sent = "/derogations?q=&fondement=&decision=accordee&etat=&issue=&lieu=departement-85"
    assert client.get(sent).headers["Location"] == "/derogations?decision=accordee&departement=85"
    document = page(client, sent)
    assert len(cards(document)) == 3
    chips = document.all("a", "puce")
    assert [a.get("href") for a in chips] == [
        "/derogations?departement=85",
        "/derogations?decision=accordee",
    ]
    for bad in ("?lieu=59", "?etat=x", "?page=0", "?page=2", "?departement=00", "?autre=1"):
        assert client.get(f"/derogations{bad}").status_code == 422, bad


def test_what_is_unknown_says_so_and_facts_have_sources(
    client: FlaskClient, services: Services
) -> None:
    for i in services.derogations.registre().inscriptions:
        document = page(client, i.chemin)
        text = document.text
        assert sum(source.label[:12] in text for source in i.sources.values()) == len(i.sources)
        if i.derogation.demande_le is None:
            assert "Demande Date inconnue" in re.sub(r"(?<=\w)(?=Date inconnue)", " ", text)
        if i.norme.inconnue:
            assert "Aucune source lue ne dit à quelle norme il est dérogé" in text
        assert f"/experimentations/{i.derogation.experimentation}#fondement" in document.links


def test_a_judged_link_with_a_norm_is_marked(client: FlaskClient) -> None:
    told = "Le lien avec cette norme est un rapprochement proposé par Cartoexp"
    assert told in page(client, "/derogations/halte_soins_addictions-derogation").text
    assert told not in page(client, f"/derogations/{APPRENTIS}").text


def test_a_norm_has_its_page(client: FlaskClient) -> None:
    document = page(client, TRAVAIL)
    assert text_of(document.one("h1")) == "Code du travail"
    assert f"{TRAVAIL}--l6222-1" in document.links
    assert "/territoires/region/53" in document.links
    assert document.all("svg"), "a map"
    one = page(client, f"{TRAVAIL}--l6222-1")
    assert text_of(one.one("h1")) == "Code du travail, art. L. 6222-1"
    assert TRAVAIL in one.links
    lost = client.get("/derogations/normes/code-travail")
    assert lost.status_code == 404
    assert TRAVAIL in lost.text


@pytest.mark.parametrize("path", ["", "/tarif_social_eau-derogation", "/normes/code-du-travail"])
def test_what_is_wrong_can_be_told(client: FlaskClient, path: str) -> None:
    page = Document(client.get(f"/derogations{path}").text)
    (report,) = [a.get("href") for a in page.all("a") if a.get("class", "").startswith("signaler")]
    form = Document(client.get(report).text)
    assert f"/derogations{path}" in [e.get("value") for e in form.all("input")]
    assert ("Fondement juridique" if "derogation" in path else "Registre") in form.text


def test_the_file_holds_what_the_page_shows(client: FlaskClient) -> None:
    answer = client.get("/derogations.csv?q=CGCT")
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert [r["id"] for r in rows] == [
        "certificat_deces_infirmier-derogation",
        "tarif_social_eau-derogation",
    ]
    assert rows[1]["norme_cle"] == "code-general-des-collectivites-territoriales--l2224-12-4"
    assert rows[1]["source_url"].startswith("https://")
    assert rows[1]["demande_le"] == ""
    shape = client.get("/derogations.geojson?q=CGCT").get_json()
    assert [f["geometry"] and f["geometry"]["type"] for f in shape["features"]] == [
        None,
        "MultiPoint",
    ]
    one = client.get(f"/derogations/{APPRENTIS}.csv").get_data(as_text=True)
    assert one.count("\n") == 2
    assert client.get("/derogations/rien.csv").status_code == 404
    assert client.get("/derogations.doc").status_code == 404


def test_the_sheet_for_the_reader(client: FlaskClient, pdftotext: Path, tmp_path: Path) -> None:
    answer = client.get("/derogations.pdf?q=code du travail")
    assert answer.mimetype == "application/pdf"
    path = tmp_path / "registre.pdf"
    path.write_bytes(answer.data)
    told = subprocess.run(  # noqa: S603  our own file
        [pdftotext, "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    text = " ".join(told.split())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.data
    assert "Registre des dérogations" in text
    assert "Porter de 25 à 30 ans" in text
    assert "Demande : date inconnue" in text.replace("\u00a0", " ")
    assert "legifrance.gouv.fr" in text
    assert client.get("/derogations.pdf?q=code du travail").data == answer.data
    assert client.get("/derogations.pdf?etat=x").status_code == 422


def got(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  JSON
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_json()


def test_the_api_tells_the_same(client: FlaskClient) -> None:
    found = got(client, "/api/v1/derogations?q=art L6222-1 du code du travail")
    assert [d["id"] for d in found] == [APPRENTIS]
    assert found[0]["norme"]["cle"] == "code-du-travail--l6222-1"
    assert len(found[0]["territoires"]) == 9
    whole = got(client, f"/api/v1/derogations/{APPRENTIS}")
    assert whole["demandeLe"] is None
    assert {s["id"] for s in whole["sources"]} == {whole["source"], whole["sourceSuite"]}
    assert whole["page"] == f"/derogations/{APPRENTIS}"
    norms = got(client, "/api/v1/normes")
    assert norms[-1]["cle"] == "inconnue"
    assert got(client, "/api/v1/normes/code-du-travail")["demandes"] == 2
    assert len(got(client, "/api/v1/derogations?tri=expiration&limit=2&page=2")) == 2
    dates = [d["expiration"] for d in got(client, "/api/v1/derogations?tri=expiration")]
    known = [d for d in dates if d]
    assert dates == known + [None] * (len(dates) - len(known))
    assert got(client, "/api/v1/derogations?experimentation=tzcld")[0]["etat"] == "expiree"
    assert client.get("/api/v1/derogations?region=99").status_code == 404


def test_features(client: FlaskClient) -> None:
    found = got(client, "/ogc/collections/derogations/items?normeTexte=code-du-travail")
    assert [f["id"] for f in found["features"]] == [APPRENTIS, "taxe_apprentissage-derogation"]
    assert found["features"][0]["geometry"] is None, "régions are areas"
    late = got(client, "/ogc/collections/derogations/items?datetime=2027-01-01/..")
    ids = {f["id"] for f in late["features"]}
    assert "halte_soins_addictions-derogation" in ids
    assert APPRENTIS not in ids


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("art L6222-1", "derogations"),
        ("L. 6222-1 du code du travail", "derogations"),
        ("apprentissage", "territoires"),
    ],
)
def test_the_search_of_the_site_finds_norms(client: FlaskClient, asked: str, first: str) -> None:
    document = page(client, f"/recherche?q={asked}")
    assert f"/derogations/{APPRENTIS}" in document.links
    titles = [e.get("id") for e in document.all("h2") if e.get("id")]
    assert titles[0] == first


def test_the_search_of_the_site_tells_what_the_registry_does_not_hold(client: FlaskClient) -> None:
    told = page(client, "/recherche?q=art. L. 111-1 du code forestier")
    assert "Aucune dérogation recensée à cette norme" in told.text
    assert "/contribuer/derogation" in told.links
    for asked in ("59178", "zzzz", "1"):
        titles = page(client, f"/recherche?q={asked}").all("h2")
        assert "derogations" not in {e.get("id") for e in titles}


def test_a_record_tells_its_derogations(client: FlaskClient) -> None:
    document = page(client, "/experimentations/halte_soins_addictions")
    assert "En vigueur jusqu" in text_of(document.by_id("derogations"))
    assert "/derogations/halte_soins_addictions-derogation" in document.links
    none = page(client, "/experimentations/ami_centre_bourg").by_id("derogations")
    assert text_of(none).startswith("DérogationsAucune au registre.")
