"""Each form that anyone may send goes by the guard: a table of the routes says which they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from cartoexp.web.contribuer import formulaire
from tests import porte
from tests.web.test_droits import GUESSED, TABLE, address

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.conftest import Ouvert

GUARDED = ("/contribuer/", "/referentiel/")
PATHS = [
    address(rule, jeton=GUESSED)
    for method, rule in TABLE
    if method == "POST" and rule.startswith(GUARDED) and "/importer" not in rule
]
WRITTEN = {"titre": "Navette <b>rurale</b>", "message": "Deux lignes, « ici »"}


@pytest.fixture
def visitor(ouvert: Ouvert) -> FlaskClient:
    return ouvert.server.test_client()


@pytest.fixture
def signed(ouvert: Ouvert) -> dict[str, str]:
    return porte.champs(ouvert.server) | WRITTEN


@pytest.mark.parametrize("path", PATHS)
class TestPorte:
    def test_another_site_sends_nothing(
        self, visitor: FlaskClient, signed: dict[str, str], path: str
    ) -> None:
        answer = visitor.post(path, data=signed, headers={"Origin": "https://ailleurs.example"})
        assert answer.status_code == 403
        assert "Un autre site" in answer.text

    def test_a_form_without_its_token_comes_back(self, visitor: FlaskClient, path: str) -> None:
        answer = visitor.post(path, data=WRITTEN)
        assert answer.status_code == 422
        assert "Navette &lt;b&gt;rurale" in answer.text
        assert "Deux lignes, « ici »" in answer.text
        assert "<b>" not in answer.text

    def test_what_is_no_form_or_too_long_is_refused_in_words(
        self, visitor: FlaskClient, signed: dict[str, str], path: str
    ) -> None:
        assert visitor.post(path, json=WRITTEN).status_code == 415
        long = visitor.post(path, data=signed | {"titre": "é" * formulaire.MOST})
        assert long.status_code == 413
        assert "votre navigateur garde" in long.text

    def test_a_file_is_refused_and_the_text_comes_back(
        self, visitor: FlaskClient, signed: dict[str, str], path: str
    ) -> None:
        file = {"piece": (BytesIO(b"\x89PNG\r\n"), "photo.png")}
        answer = visitor.post(path, data=signed | file)
        assert answer.status_code == 415
        assert "ne reçoit pas de fichier" in answer.text
        assert "Navette &lt;b&gt;rurale" in answer.text
