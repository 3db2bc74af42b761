"""The guard of the forms that anyone may send: what it holds back, and that nothing is lost."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from itsdangerous import TimestampSigner

from cartoexp.settings import Settings
from cartoexp.web.contribuer import formulaire
from cartoexp.web.contribuer.porte import JETON, VIDE, Porte
from cartoexp.web.factory import create_app
from cartoexp.web.html import render
from tests import porte as guard
from tests.web.parsing import Document

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

ESSAI = "/contribuer/essai"
WRITTEN = {"titre": "Navette <b>rurale</b> & marché", "resume": "Deux lignes\n« ici »", "vide": ""}
ABROAD = {"X-Forwarded-For": "203.0.113.7"}


@pytest.fixture(scope="module")
def own(services: Services) -> Flask:
    app: Flask = create_app(Settings(contributions_par_heure=3, mandataires=1), services).server
    porte: Porte = app.extensions["porte"]

    @app.get(ESSAI)
    def essai() -> str:
        return f"<!doctype html><title>t</title><body>{render(porte.champs())}"

    @app.post(ESSAI)
    @app.post(f"{ESSAI}/<jeton>")
    def essai_envoi(jeton: str = "") -> str:
        return f"{porte.passer()} {jeton}"

    return app


@pytest.fixture
def visitor(own: Flask) -> FlaskClient:
    return own.test_client()


def opened(visitor: FlaskClient) -> dict[str, str]:
    """The fields of a form as it is opened."""
    return fields(visitor.get(ESSAI).text)


def fields(page: str) -> dict[str, str]:
    inputs = Document(page).all("input")
    return {i.get("name"): i.get("value", "") for i in inputs if i.get("name") != "q"}


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are opened ten seconds before they are sent."""
    was = int(time.time()) - 10
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: was)


def held(answer: TestResponse, status: int = 422) -> dict[str, str]:
    """The fields of the form that comes back: all that was written, and it passes."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    back = fields(answer.text.replace("\r\n", "\n"))
    assert {k: v for k, v in back.items() if k in WRITTEN} == WRITTEN
    assert "<b>rurale" not in answer.text
    return back


@pytest.mark.usefixtures("slowly")
def test_a_form_filled_by_a_person_passes_and_gives_its_nonce(visitor: FlaskClient) -> None:
    given = opened(visitor)
    first = visitor.post(ESSAI, data=given | WRITTEN)
    assert first.status_code == 200
    assert first.text == visitor.post(ESSAI, data=given).text  # the same form: the same nonce
    assert first.text != visitor.post(ESSAI, data=opened(visitor)).text
    assert visitor.get(ESSAI).headers["Cache-Control"] == "no-store"


def test_a_fast_person_sends_it_again_and_passes(visitor: FlaskClient) -> None:
    answer = visitor.post(ESSAI, data=opened(visitor) | WRITTEN)
    assert "très vite" in answer.text
    assert visitor.post(ESSAI, data=held(answer)).status_code == 200


def test_the_next_forms_of_a_contribution_may_be_fast(visitor: FlaskClient) -> None:
    assert visitor.post(f"{ESSAI}/abc", data=opened(visitor)).status_code == 200


@pytest.mark.usefixtures("slowly")
def test_what_fills_the_empty_field_sends_it_again_without_it(visitor: FlaskClient) -> None:
    answer = visitor.post(ESSAI, data=opened(visitor) | WRITTEN | {VIDE: "https://exemple.fr"})
    back = held(answer)
    assert VIDE not in back
    assert visitor.post(ESSAI, data=back).status_code == 200


def test_an_old_form_comes_back_with_a_new_token(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = int(time.time()) - 24 * 3_600 - 5
    with monkeypatch.context() as patch:
        patch.setattr(TimestampSigner, "get_timestamp", lambda _: yesterday)
        given = opened(visitor)
    # The moment of a token is checked against the clock of the machine.
    answer = visitor.post(ESSAI, data=given | WRITTEN)
    assert "plus d’un jour" in answer.text
    assert visitor.post(ESSAI, data=held(answer)).status_code == 200


@pytest.mark.parametrize("token", ["", "a.b.c", "é", "WyJhIiwxXQ.aaaa.bbbb"])
def test_a_token_that_is_not_ours_is_no_token(visitor: FlaskClient, token: str) -> None:
    back = held(visitor.post(ESSAI, data=WRITTEN | {JETON: token}))
    assert visitor.post(ESSAI, data=back).status_code == 200


def test_a_token_of_another_secret_is_no_token(own: Flask, visitor: FlaskClient) -> None:
    porte: Porte = own.extensions["porte"]
    other = Porte(lambda: "autre", porte.cadence)
    held(visitor.post(ESSAI, data=WRITTEN | {JETON: other.jeton(relecture=True)}))


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://ailleurs.fr"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_cannot_send_a_form(
    own: Flask, visitor: FlaskClient, headers: dict[str, str]
) -> None:
    answer = visitor.post(ESSAI, data=guard.champs(own), headers=headers)
    assert answer.status_code == 403
    assert "Un autre site" in answer.text


def test_an_address_is_held_to_a_rate_and_loses_nothing(own: Flask, visitor: FlaskClient) -> None:
    given = guard.champs(own) | WRITTEN
    for _ in range(3):
        assert visitor.post(ESSAI, data=given, headers=ABROAD).status_code == 200
    answer = visitor.post(ESSAI, data=given, headers=ABROAD)
    held(answer, 429)
    assert 1_100 <= int(answer.headers["Retry-After"]) <= 1_200
    assert "3 formulaires en une heure" in answer.text
    assert "20 minutes" in answer.text.replace("\u00a0", " ")
    other = {"X-Forwarded-For": "203.0.113.8"}
    assert visitor.post(ESSAI, data=given, headers=other).status_code == 200


def test_what_is_too_long_is_refused_in_words(own: Flask, visitor: FlaskClient) -> None:
    answer = visitor.post(ESSAI, data=guard.champs(own) | {"titre": "a" * formulaire.MOST})
    assert answer.status_code == 413
    assert "votre navigateur garde" in answer.text


def test_a_file_is_refused_and_the_text_is_kept(own: Flask, visitor: FlaskClient) -> None:
    sent = guard.champs(own) | WRITTEN | {"piece": (BytesIO(b"%PDF-"), "acte.pdf")}
    back = held(visitor.post(ESSAI, data=sent), 415)
    assert visitor.post(ESSAI, data=back).status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/pdf", ""])
def test_what_is_no_form_is_refused_in_words(visitor: FlaskClient, kind: str) -> None:
    answer = visitor.post(ESSAI, data=b'{"titre": "x"}', content_type=kind)
    assert answer.status_code == 415
    assert "attend un formulaire" in answer.text


def test_the_trap_is_out_of_sight_of_hearing_and_of_the_tab_order(visitor: FlaskClient) -> None:
    page = Document(visitor.get(ESSAI).text)
    box = next(i for i in page.all("input") if i.get("name") == VIDE)
    assert box.get("tabindex") == "-1"
    assert box.get("autocomplete") == "off"
    hidden = page.all("div")[0]
    assert hidden.get("aria-hidden") == "true"
    assert "Ne remplissez pas ce champ" in page.text


def test_every_server_of_a_database_signs_alike(services: Services, own: Flask) -> None:
    other: Flask = create_app(Settings(), services).server
    given = guard.champs(other)
    assert own.test_client().post(ESSAI, data=given).status_code == 200
