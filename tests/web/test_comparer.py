"""Comparison of territories: what stands side by side, what is refused and what is kept then."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from cartoexp.web.pages.comparer.chiffres import stack
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOUAI, LENS, VALENCIENNES = "commune:59178", "commune:62498", "commune:59606"


def address(*territoires: str) -> str:
    return f"/comparer?territoires={','.join(territoires)}"


def read(client: FlaskClient, path: str, status: int = 200) -> Document:
    answer = client.get(path)
    assert answer.status_code == status
    document = Document(answer.text)
    assert list(document.problems()) == []
    return document


def test_two_communes_side_by_side(client: FlaskClient) -> None:
    document = read(client, address(DOUAI, LENS))
    told = document.text
    assert text_of(document.one("h1")) == "Douai et Lens"
    for words in ("40 250", "32 920", "Nord · 40 250 habitants", "INSEE", "Médiane : "):
        assert words in told
    assert told.count("Proches :") == 1
    assert "rang des communes les plus proches de Douai" in told
    assert "Plus proche que" in told
    assert "Aucune recensée à cette échelle." in told
    assert "Retirer" not in told


@pytest.mark.parametrize(
    "territoires",
    [
        ("epci:200044618", "epci:245901160"),
        ("departement:59", "departement:62"),
        ("region:32", "region:84", "region:11"),
        (DOUAI, LENS, VALENCIENNES, "commune:97302"),
    ],
)
def test_every_level(client: FlaskClient, territoires: tuple[str, ...]) -> None:
    document = read(client, address(*territoires))
    n = len(territoires)
    assert document.text.count("Proches :") == n * (n - 1) // 2
    marks = [e for e in document.all("i") if "marque-t" in e.get("class", "")]
    assert {text_of(e) for e in marks} == set("ABCD"[:n])


def test_one_may_be_removed_or_added(client: FlaskClient) -> None:
    document = read(client, address(DOUAI, LENS, VALENCIENNES))
    removals = [
        e.get("href") for e in document.all("a") if "Retirer" in (e.get("aria-label") or "")
    ]
    assert removals == [
        address(LENS, VALENCIENNES),
        address(DOUAI, VALENCIENNES),
        address(DOUAI, LENS),
    ]
    added = client.get(f"{address(DOUAI, LENS)}&ajouter=Valenciennes")
    assert (added.status_code, added.headers["Location"]) == (
        302,
        address(DOUAI, LENS, VALENCIENNES),
    )
    picked = client.get(f"{address(DOUAI, LENS)}&ajouter=commune:59606")
    assert picked.headers["Location"] == address(DOUAI, LENS, VALENCIENNES)


def test_a_name_of_several_is_asked_for(client: FlaskClient) -> None:
    document = read(client, f"{address(DOUAI)}&ajouter=saint-denis")
    links = [e.get("href") for e in document.all("a")]
    assert address(DOUAI, "commune:93066") in links
    assert address(DOUAI, "commune:97411") in links
    none = read(client, f"{address(DOUAI)}&ajouter=zzzz")
    assert "Aucun territoire de ce niveau ne porte ce nom" in none.text


def test_the_start_asks_for_two(client: FlaskClient) -> None:
    document = read(client, "/comparer")
    assert [e.get("name") for e in document.all("input") if e.get("name") != "q"] == ["ajouter"] * 2
    answer = client.get("/comparer?ajouter=Douai&ajouter=62498")
    assert answer.headers["Location"] == address(DOUAI, LENS)


@pytest.mark.parametrize(
    ("territoires", "status", "words", "kept"),
    [
        ((DOUAI,), 422, "Un seul territoire ne se compare pas", ["Douai"]),
        ((DOUAI, DOUAI), 422, "est donné deux fois", ["Douai"]),
        ((DOUAI, LENS, "epci:200044618"), 422, "niveaux différents", ["Douai", "Lens"]),
        (
            (DOUAI, LENS, "commune:99999"),
            404,
            "Le 3e territoire de l’adresse est inconnu",
            ["Lens"],
        ),
        (
            (DOUAI, LENS, VALENCIENNES, "commune:97302", "commune:75056"),
            422,
            "quatre au plus",
            ["Paris"],
        ),
        (("magie", DOUAI, LENS), 422, "Le 1er territoire de l’adresse n’est pas lisible", ["Lens"]),
    ],
)
def test_refusals_keep_what_was_right(
    client: FlaskClient, territoires: tuple[str, ...], status: int, words: str, kept: list[str]
) -> None:
    document = read(client, address(*territoires), status)
    assert words in document.text
    assert "magie" not in document.text
    understood = next(e for e in document.all("section") if e.get("aria-labelledby") == "ecartes")
    assert all(name in text_of(understood) for name in kept)


def test_what_is_left_can_be_compared(client: FlaskClient) -> None:
    document = read(client, address(DOUAI, LENS, "epci:200044618"), 422)
    assert address(DOUAI, LENS) in [e.get("href") for e in document.all("a")]
    near = read(client, address(DOUAI, "commune:59179x"), 404)
    assert "Les plus proches" in near.text


def test_an_old_code_is_resolved_and_told(client: FlaskClient) -> None:
    document = read(client, address("commune:14011", DOUAI))
    assert text_of(document.one("h1")) == "Aurseulles et Douai"
    note = next(text_of(e) for e in document.all("div", "note"))
    assert note.startswith("14011")
    assert note.endswith("Aurseulles (14581).")


def test_without_a_profile_the_rest_is_still_told(client: FlaskClient) -> None:
    document = read(client, address("commune:98818", DOUAI))
    assert "n’a pas de contour dans nos sources" in document.text
    assert "Expérimentations" in document.text
    epts = read(client, address("ept:200057867", "ept:200057974"))
    assert "Nos indicateurs ne sont calculés pour aucun de ces territoires." in epts.text


def test_unknown_parameters_are_refused(client: FlaskClient) -> None:
    assert client.get("/comparer?x=1").status_code == 422
    assert client.get(f"{address(DOUAI, LENS)}&territoires={VALENCIENNES}").status_code == 422


def test_the_file_holds_the_same(client: FlaskClient) -> None:
    answer = client.get("/comparer.csv?territoires=commune:59178,commune:62498")
    assert answer.content_type.startswith("text/csv")
    rows = list(csv.DictReader(StringIO(answer.text)))
    population = next(r for r in rows if r["indicateur"] == "population")
    assert float(population["Douai (59178)"]) == 40250
    assert population["annee"]
    assert client.get("/comparer.csv?territoires=commune:59178").status_code == 422
    assert client.get("/comparer.csv").status_code == 422


def test_marks_that_would_cover_each_other_are_stacked() -> None:
    assert stack([]) == []
    assert stack([10, 50, 90]) == [0, 0, 0]
    assert stack([10, 11, 12, 90]) == [0, 1, 2, 0]
    assert stack([10, 12, 16]) == [0, 1, 0]
