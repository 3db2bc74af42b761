"""Lists as files: the same rows as the list, columns of the shipped files, nothing that runs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services.listing import Tri
from cartoexp.web.tableur import DANGEROUS, harmless, write
from tests.loaded import CATALOGUE
from tests.unit.test_filters import filters
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services


def read(client: FlaskClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def shipped(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_whole_list_is_the_shipped_file_with_titles(client: FlaskClient) -> None:
    titles = {x["id"]: x["titre"] for x in shipped("experiments.csv")}
    rows = read(client, "/experimentations.csv")
    expected = {row["id"]: row for row in shipped("implantations.csv")}
    assert len(rows) == len(expected)
    for row in rows:
        assert row["titre"] == titles[row["experimentation"]]
        assert {k: row[k] for k in expected[row["id"]]} == expected[row["id"]]


def test_a_filtered_list_has_the_rows_that_the_page_counts(client: FlaskClient) -> None:
    query = "?theme=energie&statut=en_cours"
    rows = read(client, f"/experimentations.csv{query}")
    assert {r["statut"] for r in rows} == {"en_cours"}
    assert all("energie" in r["themes"].split("|") for r in rows)
    page = Document(client.get(f"/experimentations{query}").text)
    (link,) = [
        a for a in page.all("a") if (a.get("href") or "").startswith("/experimentations.csv")
    ]
    assert link.get("href") == f"/experimentations.csv{query}"
    assert text_of(link) == f"Télécharger (CSV), {len(rows)} lignes"


def test_the_file_is_named_and_dated(client: FlaskClient) -> None:
    told = client.get("/experimentations.csv?theme=energie").headers["Content-Disposition"]
    assert told.startswith('attachment; filename="cartoexp-implantations-20')
    assert told.endswith('.csv"')


@pytest.mark.parametrize("path", ["/experimentations.csv", "/territoires.csv"])
@pytest.mark.parametrize("query", ["?theme=magie", "?couleur=rouge", "?departement=999"])
def test_what_is_unknown_is_refused(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}{query}").status_code == 422


def test_a_level_that_is_not_counted_is_refused(client: FlaskClient) -> None:
    assert client.get("/territoires.csv?niveau=ept").status_code == 422


@pytest.mark.parametrize("niveau", ["region", "departement", "epci", "commune"])
def test_every_territory_of_a_level_with_its_count(
    client: FlaskClient, services: Services, niveau: str
) -> None:
    rows = read(client, f"/territoires.csv?niveau={niveau}&theme=energie")
    level = Niveau(niveau)
    counts = services.experiments.counts(Filters.parse({"theme": ["energie"]}), level)
    assert len(rows) == len(services.territoires.level(level))
    found = {r["code"]: int(r["experimentations"]) for r in rows if r["experimentations"] != "0"}
    assert found == dict(counts.experimentations)
    assert all(r["nom"] for r in rows)


def test_territories_outside_the_one_asked_are_left_out(client: FlaskClient) -> None:
    rows = read(client, "/territoires.csv?niveau=commune&departement=59")
    assert {r["code_departement"] for r in rows} == {"59"}
    assert any(r["experimentations"] == "0" for r in rows)
    (region,) = read(client, "/territoires.csv?niveau=region&region=32")
    assert region["code"] == "32"


def test_an_unknown_population_is_empty(client: FlaskClient) -> None:
    rows = read(client, "/territoires.csv?niveau=departement")
    unknown = {r["code"] for r in rows if not r["population"]}
    assert "59" not in unknown
    assert "0" not in {r["population"] for r in rows}


@given(st.text(max_size=12))
@example("=HYPERLINK(0)")
@example("-2+3")
@example("\tx")
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    written = harmless(text)
    assert not written.startswith(DANGEROUS)
    assert written.removeprefix("'") == text.removeprefix("'")


def test_numbers_stay_numbers() -> None:
    assert write(("a", "b", "c"), [(-5, None, "-5")]) == "a,b,c\r\n-5,,'-5\r\n"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filters())
def test_page_api_and_file_read_the_same_query(
    client: FlaskClient, services: Services, chosen: Filters
) -> None:
    """One query, written by ``Filters``, gives the same experiments to all who read it."""
    query = f"?{chosen.query()}" if chosen else ""
    page = client.get(f"/experimentations{query}")
    answers = [page, client.get(f"/api/v1/experimentations{query}")]
    answers.append(client.get(f"/experimentations.csv{query}"))
    if page.status_code != 200:  # territories that exclude each other
        assert {a.status_code for a in answers} == {page.status_code}
        return
    listing = services.experiments.list_page(chosen, Tri.TITRE, 0, 0)
    rows = list(csv.DictReader(StringIO(answers[2].text, newline="")))
    assert len(rows) == listing.implantations
    assert len({r["experimentation"] for r in rows}) == listing.experimentations
    assert int(answers[1].headers["X-Total-Count"]) == listing.experimentations
    count = text_of(Document(page.text).by_id("compte"))
    assert int("".join(c for c in count.split(" expérimentation")[0] if c.isdigit())) == (
        listing.experimentations
    )
