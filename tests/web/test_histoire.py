"""What communes were: on their fiche, in the search, in the API and on the command line."""

import html
import re

import pytest
from flask.testing import FlaskClient
from typer.testing import CliRunner

from cartoexp.cli import app


def story(client: FlaskClient, code: str) -> str:
    """The block of a fiche, without its markup."""
    page = client.get(f"/territoires/commune/{code}").get_data(as_text=True)
    block = re.search(r'<[a-z]+[^>]*id="anciens".*?</main>', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", block.group() if block else ""))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("49125", "Née le 30 décembre 2016 de la fusion de Brigné, de Concourson-sur-Layon, de"),
        ("49125", "Doué-la-Fontaine en est une commune déléguée, sous le même code."),
        ("15141", "Séparée entre le COG 2024 et le COG 2025 de Celles, de Chalinargues, de"),
        (
            "15031",
            "Redevenue une commune entre le COG 2024 et le COG 2025\u00a0: faisait partie de",
        ),
        ("14581", "A changé de code entre le COG 2024 et le COG 2025\u00a0: l’ancien était 14011."),
        (
            "93066",
            "Agrandie entre le COG 2024 et le COG 2025 du territoire de Pierrefitte-sur-Seine",
        ),
        ("60057", "Notre-Dame-du-Thil"),  # a name that the passages lack
    ],
)
def test_a_fiche_tells_what_is_proved(client: FlaskClient, code: str, told: str) -> None:
    assert told in story(client, code)


def test_a_commune_that_never_changed_has_no_story(client: FlaskClient) -> None:
    assert story(client, "59178") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Doué-la-Fontaine", "Doué-la-Fontaine est une commune déléguée de Doué-en-Anjou."),
        ("Rougemontiers", "Rougemontiers est un ancien nom de Rougemontier."),
    ],
)
def test_names_under_the_code_of_today_are_found(client: FlaskClient, text: str, told: str) -> None:
    assert told in client.get(f"/recherche?q={text}").get_data(as_text=True)


def test_the_api_answers_for_a_day(client: FlaskClient) -> None:
    address = "/api/v1/communes/49104/histoire"
    before = client.get(f"{address}?date=2016-12-29").get_json()
    after = client.get(f"{address}?date=2016-12-30").get_json()
    assert [p["nom"] for p in before["alors"]] == ["Concourson-sur-Layon"]
    assert [p["nom"] for p in after["alors"]] == ["Doué-en-Anjou"]
    assert (
        before["aujourdhui"] == after["aujourdhui"] == [{"code": "49125", "nom": "Doué-en-Anjou"}]
    )
    assert before["certain"]
    doubt = client.get("/api/v1/communes/93059/histoire?date=2024-06-01").get_json()
    assert not doubt["certain"]
    assert [p["code"] for p in doubt["alors"]] == ["93059", "93066"]
    assert doubt["alors"][0]["fin"] == {"jour": "2025-01-01", "apres": "2024-01-01"}


@pytest.mark.parametrize("day", ["2023-02-29", "1942-12-31", "hier", "2024-13-01"])
def test_what_is_no_day_is_refused(client: FlaskClient, day: str) -> None:
    assert client.get(f"/api/v1/communes/49104/histoire?date={day}").status_code == 422


def test_the_api_says_what_it_does_not_know(client: FlaskClient) -> None:
    quiet = client.get("/api/v1/communes/59178/histoire?date=1950-01-01").get_json()
    assert quiet["message"] == "Nos sources ne disent aucun changement de ce code."
    assert not quiet["certain"]
    assert client.get("/api/v1/communes/99999/histoire").status_code == 404


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("49104", "--date", "2016-12-29"), 0, "désignait Concourson-sur-Layon (49104)."),
        (("93059", "--date", "2024-06-01"), 1, "désignait l’un de ceux-ci"),
        (("99999",), 2, "Aucune commune n’a porté le code 99999"),
    ],
)
def test_the_command_line_answers(arguments: tuple[str, ...], status: int, told: str) -> None:
    result = CliRunner().invoke(app, ["reference", "resoudre", *arguments])
    assert result.exit_code == status
    assert told in result.output.replace("\n", " ")
