"""Page « Recherche »: territories and experiments for the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def search(client: FlaskClient, text: str) -> Document:
    response = client.get("/recherche", query_string={"q": text})
    assert response.status_code == 200
    document = Document(response.text)
    assert list(document.problems()) == []
    return document


def test_nothing_asked_explains(client: FlaskClient) -> None:
    document = Document(client.get("/recherche").text)
    assert list(document.problems()) == []
    assert "un code postal" in document.text
    assert not document.all("section", "bloc")


def test_a_town_and_its_experiments(client: FlaskClient) -> None:
    document = search(client, "douai")
    assert "/territoires/commune/59178" in document.links
    assert document.links.index("/territoires/commune/59178") < document.links.index(
        "/territoires/commune/59329"
    )
    assert "/experimentations?q=douai" in document.links
    assert "liste non exhaustive" in document.text


def test_counts_of_the_page_are_those_of_the_list(client: FlaskClient) -> None:
    told = text_of(search(client, "eau").by_id("experimentations"))
    listed = Document(client.get("/experimentations?q=eau").text)
    assert text_of(listed.by_id("compte")).startswith(told)
    assert int(told.split()[0]) > 1


def test_exact_code_still_shows_the_page_and_says_what_it_understood(client: FlaskClient) -> None:
    document = search(client, "14011")
    assert "/territoires/commune/14581" in document.links
    assert "Anctoville" in document.text


def test_nothing_found_offers_close_names(client: FlaskClient) -> None:
    document = search(client, "Doauiiii")
    empty = document.one("div", "vide")
    assert "Rien pour « Doauiiii »." in text_of(empty)
    assert len(list(empty.iter("a"))) == 3


@pytest.mark.parametrize("query", ["x=1", "q=%00", "q=%3Cb%3E", "q=a&q=b", "q=" + "a" * 400])
def test_bad_input_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"/recherche?{query}")
    assert response.status_code == 422
    assert "<b>" not in response.text


def test_words_are_kept_in_the_field(client: FlaskClient) -> None:
    assert search(client, 'l"eau').by_id("q").get("value") == 'l"eau'
