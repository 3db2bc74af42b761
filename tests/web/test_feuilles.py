"""The A4 sheets: accessible PDF of a territory or an experiment, one or two pages, nothing cut."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.services.feuilles import FeuilleService
from cartoexp.web.communs.papier import plain, stand_alone
from cartoexp.web.html import tags as html
from tests.unit.fautes import NBSP, THIN

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

DOUAI = "/territoires/commune/59178.pdf"
TZCLD = "/experimentations/tzcld.pdf"
# Short and long, with and without outline, comparables, mairie, evaluation, candidates.
SHEETS = {
    DOUAI: "Douai",
    "/territoires/commune/01001.pdf": "L’Abergement-Clémenciat",
    "/territoires/epci/200046977.pdf": "Métropole de Lyon",
    "/territoires/ept/200057867.pdf": "Plaine Commune",
    "/territoires/departement/01.pdf": "Ain",
    "/territoires/departement/987.pdf": "Polynésie française",
    "/territoires/region/32.pdf": "Hauts-de-France",
    TZCLD: "Territoires zéro chômeur de longue durée",
    "/experimentations/cte.pdf": "Contrat de transition écologique (phases expérimentales)",
    "/experimentations/convention_citoyenne.pdf": "Convention citoyenne locale",
}
A4 = "595.27"
HOSTILE = '#panic("pris") *gras* $x$ @note <b> \\ "fin" `code` // suite'


def alternatives(pdf: bytes) -> list[str]:
    """Texts that stand for the pictures."""
    return [
        bytes.fromhex(m.group(1).decode()).decode("utf-16").removeprefix("\ufeff")
        for m in re.finditer(rb"/Alt<([0-9A-F]+)>", pdf)
    ]


def read(client: FlaskClient, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.mimetype == "application/pdf"
    return bytes(response.data)


@pytest.mark.parametrize(("path", "title"), SHEETS.items())
def test_a_sheet_is_tagged_titled_in_french_and_short(
    client: FlaskClient, path: str, title: str
) -> None:
    pdf = read(client, path)
    assert pdf.startswith(b"%PDF-")
    assert b"/Lang(fr-FR)" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}<' in pdf.decode(
        "utf-8", "ignore"
    )
    pages = re.findall(rb"/MediaBox\[0 0 ([\d.]+) [\d.]+\]", pdf)
    assert 1 <= len(pages) <= 2
    assert all(width.decode().startswith(A4) for width in pages)
    assert len(pdf) < 200_000


def test_the_fonts_are_ours_and_inside(client: FlaskClient) -> None:
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", read(client, DOUAI)))
    assert {f.partition(b"-")[0] for f in fonts} == {b"RobotoRegular", b"RobotoBold"}


def test_pictures_have_their_words(client: FlaskClient) -> None:
    assert alternatives(read(client, DOUAI)) == [
        f"Plan de situation{NBSP}: Douai, dans la CA Douaisis Agglo."
    ]
    years, drawn = sorted(alternatives(read(client, TZCLD)), reverse=True)
    assert years.startswith(f"Nouvelles implantations. 2016{NBSP}: 12, ")
    assert drawn.startswith(
        f"Carte des implantations{NBSP}: Territoires zéro chômeur de longue durée. "
        f"66{NBSP}implantations recensées{NBSP}: 55{NBSP}communes et 11{NBSP}intercommunalités"
    )
    assert alternatives(read(client, "/territoires/departement/987.pdf")) == []


@pytest.mark.parametrize("path", [DOUAI, TZCLD])
def test_what_is_read_is_whole(
    client: FlaskClient, pdftotext: Path, path: str, tmp_path: Path
) -> None:
    file = tmp_path / "feuille.pdf"
    file.write_bytes(read(client, path))
    told = subprocess.run(  # noqa: S603
        [pdftotext, "-bbox", str(file), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', told)]
    assert max(ends) <= 595.28 - 14 / 25.4 * 72 + 1
    words = re.findall(r">([^<>]+)</word>", told)
    wanted = {DOUAI: ["Valenciennes", "contact@ville-douai.fr"], TZCLD: ["Apt"]}
    assert set(wanted[path]) <= set(words)
    assert "Licence" in words


def test_a_second_visit_costs_nothing(client: FlaskClient) -> None:
    first = client.get(DOUAI)
    assert first.headers["Cache-Control"] == "no-cache"
    assert re.fullmatch(
        r'inline; filename="cartoexp-territoire-commune-59178-\d{4}-\d\d-\d\d\.pdf"',
        first.headers["Content-Disposition"],
    )
    again = client.get(DOUAI, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get(DOUAI).data == first.data


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/territoires/commune/99999.pdf", 404),
        ("/territoires/commune/<script>.pdf", 404),
        ("/territoires/canton/59178.pdf", 422),
        ("/experimentations/rien_de_tel.pdf", 404),
        ("/experimentations/%00.pdf", 404),
        (f"{DOUAI}?poids=emploi:3", 422),
        (f"{TZCLD}?x=1", 422),
    ],
)
def test_what_does_not_exist_is_told(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.mimetype == "text/html"


def test_a_former_commune_leads_to_the_current_one(client: FlaskClient) -> None:
    response = client.get("/territoires/commune/14011.pdf")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/territoires/commune/14581.pdf")


@pytest.mark.parametrize("path", [DOUAI, TZCLD])
def test_the_fiche_leads_to_its_sheet(client: FlaskClient, path: str) -> None:
    assert f'href="{path}"' in client.get(path.removesuffix(".pdf")).text


def blank(text: str) -> dict[str, Any]:
    """Return a sheet of a territory that says one text everywhere."""
    texts = (
        *("titre", "description", "sur-titre", "pied", "identite", "recense", "source"),
        *("contact-source", "sans-chiffres", "chiffres-note", "titre-comparables"),
        *("sans-comparables", "comparables-note", "essais-note", "sans-essais"),
    )
    group = {"titre": text, "essais": [{"titre": text, "statut": text, "ou": text}], "reste": text}
    return {
        **dict.fromkeys(texts, text),
        "contact": [[text, text]],
        "dessin": None,
        "colonnes": [text] * 6,
        "chiffres": [],
        "comparables": [],
        "groupes": [[group]],
    }


def test_data_are_never_markup() -> None:
    service = FeuilleService()
    made = service.pdf("territoire", blank(HOSTILE))
    assert "#panic" in made.contenu.decode("utf-8", "ignore")  # the title, as it is
    assert service.pdf("territoire", blank(HOSTILE)) is made
    assert service.pdf("territoire", blank("autre")).empreinte != made.empreinte


def test_a_picture_stands_alone() -> None:
    colours = dict.fromkeys(
        ("encre", "terre", "carte-dep", "seq-2", "seq-5", "carte-sel", "f"), "#123456"
    )
    drawn = stand_alone('<svg viewBox="0 0 1 1"><path class="ici" d="M0 0h1"/></svg>', colours)
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>')
    assert ".ici{fill:#123456;" in drawn
    assert stand_alone(drawn, colours).count("xmlns=") == 1


def test_a_tree_as_plain_text() -> None:
    tree = html.P(["Du ", html.Strong("lundi"), None, html.Span("caché", className="sr x"), 3])
    assert plain(tree) == "Du lundi3"
    assert plain(html.Ul([html.Li("a"), html.Li("b")])) == f"a{THIN}; b"


def test_a_collectivity_is_no_departement(client: FlaskClient) -> None:
    pdf = read(client, "/territoires/departement/987.pdf").decode("utf-8", "ignore")
    assert "La Polynésie française, collectivité ultramarine, compte" in pdf  # its description
