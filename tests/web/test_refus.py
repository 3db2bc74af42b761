"""A refused address opens on what was right in it, which is not applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

CASES = [
    ("/experimentations?theme=magie&statut=en_cours&q=eau", 422, "?statut=en_cours&q=eau"),
    ("/experimentations?theme=energie,magie", 422, "?theme=energie"),
    ("/experimentations?theme=energie&couleur=rouge", 422, "?theme=energie"),
    ("/experimentations?theme=energie&page=99", 422, "?theme=energie"),
    ("/experimentations?departement=998&theme=energie", 422, "?theme=energie"),
    ("/experimentations?annee=2024-2016&theme=energie", 409, "?theme=energie"),
    ("/experimentations?region=32&departement=75", 409, "?region=32"),
    (
        "/carte/tableau?niveau=epci&theme=magie&statut=en_cours",
        422,
        "?niveau=epci&statut=en_cours",
    ),
    ("/carte/tableau?theme=energie&z=99", 422, "?theme=energie"),
]


@pytest.mark.parametrize(("path", "status", "left"), CASES)
def test_what_is_right_is_shown_and_offered(
    client: FlaskClient, path: str, status: int, left: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    document = Document(answer.text)
    assert list(document.problems()) == []
    assert document.all("li", "puce--ecartee")
    (offered,) = [a for a in document.all("a") if text_of(a).startswith("Appliquer seulement")]
    assert offered.get("href") == path.partition("?")[0] + left
    assert client.get(offered.get("href")).status_code == 200
    assert not document.all("li", "fichette"), "no wider list in the place of the one asked for"


def test_with_nothing_right_the_whole_is_offered(client: FlaskClient) -> None:
    document = Document(client.get("/experimentations?theme=magie").text)
    (offered,) = [a for a in document.all("a") if text_of(a) == "Ouvrir sans ces filtres"]
    assert offered.get("href") == "/experimentations"


def test_what_came_in_is_not_sent_back(client: FlaskClient) -> None:
    answer = client.get("/experimentations?theme=zzmagiezz&statut=en_cours&couleur=zzrougezz")
    assert "zzmagiezz" not in answer.text
    assert "zzrougezz" not in answer.text


def test_other_pages_offer_no_filters(client: FlaskClient) -> None:
    document = Document(client.get("/experimentations/tzcld?theme=energie").text)
    assert not document.all("li", "puce--ecartee")
