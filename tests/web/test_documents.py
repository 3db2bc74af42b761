"""Long texts: the same words as a page and as Markdown, with the figures of what is loaded."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.services.methode import read_figures
from cartoexp.web.context import Publisher
from cartoexp.web.documents import body, contents, fill, read, table
from cartoexp.web.html import render
from cartoexp.web.markdown import blocks, parse
from cartoexp.web.pages import mentions
from cartoexp.web.pages.methode import to_markdown
from tests.loaded import CATALOGUE, ROOT
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

PUBLISHER = Publisher("Une commune", "Une personne", "Un hébergeur", "contact@exemple.fr")
PAGES = ("/methode", "/donnees", "/mentions-legales")


def to_text(text: str) -> str:
    return render(blocks(parse(text)))


def test_marks_of_a_line() -> None:
    assert to_text("Un **mot**, `du code`, [un lien](/methode).") == (
        '<p>Un <strong>mot</strong>, <code>du code</code>, <a href="/methode">un lien</a>.</p>'
    )


@given(st.text("<>script/ab&\n", max_size=40))
def test_markup_is_never_taken_as_such(text: str) -> None:
    assert "<script" not in to_text(f"a <script>{text}")


def test_parts_of_a_text() -> None:
    found = read("# Titre\n\nAvant.\n\n## Un titre\n\n- a\n- b\n\n```\nx\n\ny\n```\n")
    assert (found.titre, found.chapo) == ("Titre", "Avant.")
    (section,) = found.sections
    assert (section.titre, section.id) == ("Un titre", "un-titre")
    assert render(section.contenu) == (
        '<ul class="puces-texte"><li>a</li><li>b</li></ul>'
        '<pre tabindex="0"><code>x\n\ny</code></pre>'
    )


def test_a_table_is_written_and_read_back() -> None:
    text = table("Comptes", ("Nom", "Nombre"), [("a|b", "1"), ("c", "")], (1,))
    document = Document.of(blocks(parse(text)))
    assert text_of(document.one("caption")) == "Comptes"
    rows = [[text_of(c) for c in row] for row in document.one("tbody")]
    assert rows == [["a|b", "1"], ["c", ""]]
    assert document.all("td")[0].get("class") == "num"
    assert document.all("td")[0].get("data-label") == "Nombre"


def test_a_text_is_typeset_but_its_code_is_not(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("Un nombre : {n} !\n\n```\na : b\n```\n", encoding="utf-8")
    assert fill(path, {"n": "1"}) == f"Un nombre{NBSP}: 1{THIN}!\n\n```\na : b\n```"


def test_a_text_without_its_figures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("{absent}", encoding="utf-8")
    with pytest.raises(KeyError):
        fill(path, {})


def test_every_section_is_in_the_contents() -> None:
    sections = read("## Un\n\na\n\n## Deux\n\nb\n").sections
    document = Document.of([contents(sections), *body(sections)])
    assert document.links == ["#un", "#deux"]
    assert [text_of(h) for h in document.all("h2")] == ["Un", "Deux"]


@pytest.mark.parametrize("path", PAGES)
def test_the_documents_are_sound(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    document = Document(response.text)
    assert list(document.problems()) == []
    assert "{" not in document.text.replace("{…}", "")
    assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", PAGES)
def test_every_address_they_give_answers(client: FlaskClient, path: str) -> None:
    links = {h for h in Document(client.get(path).text).links if h.startswith("/")}
    assert links
    for link in sorted(links):
        with client.head(link) as response:
            assert response.status_code in {200, 308}, link


def test_the_method_tells_what_is_loaded(client: FlaskClient, services: Services) -> None:
    text = Document(client.get("/methode").text).text
    snapshot = services.experiments.snapshot()
    assert f"{len(snapshot.experiments)} expérimentations" in text
    assert "n’est pas exhaustive" in text
    for metadata in services.indicateurs.metadata:
        assert " ".join(metadata.libelle.split()) in text


def test_the_written_method_is_that_of_the_page(services: Services) -> None:
    written = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    told = re.search(r"à revérifier au (\S+ \S+ \d{4})", written)
    assert told, "cartoexp methode writes the day"
    day = next(d for d in days_around(2026) if label(d) == told[1])
    assert written == to_markdown(read_figures(services, day)), "run: cartoexp methode"


def days_around(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(3 * 366)]


def label(day: date) -> str:
    return PartialDate(day.year, day.month, day.day).label


def test_the_examples_of_the_api_answer(client: FlaskClient) -> None:
    blocks = Document(client.get("/donnees").text).all("code")
    lines = [line for b in blocks for line in "".join(b.itertext()).splitlines()]
    examples = [line for line in lines if line.startswith("http")]
    assert len(examples) >= 5
    for example in examples:
        assert client.get("/" + example.split("/", 3)[3]).status_code == 200, example


def test_the_files_are_those_of_the_catalogue(client: FlaskClient) -> None:
    for path in CATALOGUE.glob("*.csv"):
        with client.get(f"/donnees/catalogue/{path.name}") as response:
            assert response.data == path.read_bytes()
            assert response.mimetype == "text/csv"
            assert "attachment" in response.headers["Content-Disposition"]
            assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/donnees/catalogue/LICENCE.md",
        "/donnees/catalogue/..%2f..%2fapp.py",
        "/donnees/reference/manifest.json",
        "/donnees/reference/../experiments/sources.csv",
        "/donnees/reference//etc/passwd",
    ],
)
def test_no_other_file_is_given(client: FlaskClient, path: str) -> None:
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 404
    assert b"root:" not in response.data


def test_a_part_of_a_large_file_may_be_asked(client: FlaskClient) -> None:
    headers = {"Range": "bytes=0-3"}
    with client.get("/donnees/reference/ept.parquet", headers=headers) as response:
        assert (response.status_code, response.data) == (206, b"PAR1")


def test_who_answers_is_told_as_given() -> None:
    document = Document.of(mentions.layout(PUBLISHER, "Sources : IGN.").body)
    assert "Éditeur : Une commune" in document.text
    assert "mailto:contact@exemple.fr" in document.links
    assert "à renseigner" not in document.text


@pytest.mark.parametrize("name", mentions.FIELDS)
def test_who_answers_is_never_made_up(name: str) -> None:
    given = {f: getattr(PUBLISHER, f) for f in mentions.FIELDS} | {name: ""}
    text = Document.of(mentions.layout(Publisher(**given), "Sources : IGN.").body).text
    assert f"à renseigner par l’exploitant (CARTOEXP_{name.upper()})" in text
    assert "incomplètes" in text


def test_accessibility_is_told_as_it_is(client: FlaskClient) -> None:
    text = Document(client.get("/mentions-legales").text).text
    assert "non audité" in text
    assert "aucun cookie" in text
    assert "Set-Cookie" not in client.get("/").headers
