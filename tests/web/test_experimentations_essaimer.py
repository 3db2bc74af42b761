"""Block « Où pourrait-elle essaimer ? » of a fiche, and the part that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.services.depart import DepartService
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    import pytest
    from flask.testing import FlaskClient


def part(client: FlaskClient, identifier: str) -> Document:
    answer = client.get(f"/experimentations/{identifier}/essaimage")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    document = Document(f"<!doctype html><html><head></head><body>{answer.text}</body></html>")
    assert "<html" not in answer.text
    return document


def test_the_fiche_does_not_wait_but_leads_there(client: FlaskClient) -> None:
    document = Document(client.get("/experimentations/tzcld").text)
    box = next(e for e in document.all("div") if e.get("data-charger"))
    assert box.get("data-charger") == "/experimentations/tzcld/essaimage"
    links = [e.get("href") for e in box.iter() if e.tag == "a"]
    assert links == ["/essaimage?experimentation=tzcld"]


def test_ten_candidates_with_rank_flag_and_reasons(client: FlaskClient) -> None:
    items = part(client, "tzcld").all("li")
    assert len(items) == 10
    for rank, item in enumerate(items, 1):
        told = text_of(item)
        assert told.startswith(f"{rank}. ")
        assert "habitants" in told
        assert any(flag in told for flag in ("Comparable", "À adapter", "Éloignée"))
        assert "Pour :" in told


def test_what_was_given_up_says_so_first(client: FlaskClient) -> None:
    told = part(client, "revenu_de_base").text
    assert (
        told.index("a été abandonnée partout") < told.index("Ce qu’on en sait") < told.index("1. ")
    )


def test_too_few_to_learn_from_is_told(client: FlaskClient) -> None:
    assert "Trop peu d’implantations" in part(client, "arrete_pesticides").text


def test_nothing_comparable_is_one_sentence(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No experiment of the shipped catalogue is so: one is made so."""

    def nowhere(*_: object) -> NoReturn:
        raise InvalidParametersError([ParameterProblem("experimentation", "Nulle part.")])

    monkeypatch.setattr(DepartService, "of_experiment", nowhere)
    document = part(client, "tzcld")
    assert document.text == "Nulle part."
    assert document.all("li") == []


def test_an_unknown_one_is_not_found(client: FlaskClient) -> None:
    assert client.get("/experimentations/rien/essaimage").status_code == 404
    assert client.get("/experimentations/tzcld/essaimage?x=1").status_code == 422
