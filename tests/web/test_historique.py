"""History of a record: what changed, before and after, and the role that decided; no person."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.contributions import Acte, Genre
from cartoexp.domain.contributions.dossier import empreinte
from cartoexp.domain.contributions.journal import Entree
from cartoexp.web.pages.experimentations.historique import SIZE, Historique, layout
from tests.contributions import ANNE, LOU, nouvelle
from tests.hostiles import Vivants
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.contributions import Bureau
    from tests.web.conftest import Ouvert

FICHE = "bp_colleges"
PATH = f"/experimentations/{FICHE}/historique"
HOSTILE = "La région **Est** <script>alert(1)</script>"


@pytest.fixture
def bureau(ouvert: Ouvert) -> Bureau:
    made = copy(ouvert.bureau)
    made.now = datetime.now(tz=UTC)
    return made


@pytest.fixture
def visitor(ouvert: Ouvert) -> FlaskClient:
    return ouvert.server.test_client()


def read(client: FlaskClient, path: str = PATH) -> Document:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert Vivants(answer.text).found == []
    document = Document(answer.text)
    assert list(document.problems()) == []
    return document


def test_nothing_changed_since_the_catalogue_was_loaded(client: FlaskClient) -> None:
    page = read(client)
    assert "Aucun changement depuis le chargement du catalogue." in page.text
    assert page.all("table") == []
    assert PATH in Document(client.get(f"/experimentations/{FICHE}").text).links


def test_before_and_after_side_by_side_then_restored(visitor: FlaskClient, bureau: Bureau) -> None:
    change = {
        "experiments": [{"partenaires": HOSTILE, "themes": "energie|sante"}],
        "implantations": [
            {"niveau": "commune", "code": "68224", "statut": "en_cours", "statut_date": "2026"}
        ],
        "sources": [{"titre": "Délibération", "url": "https://exemple.fr/colleges"}],
    }
    jeton, sent = bureau.envoyer(change, Genre.MODIFICATION, FICHE)
    bureau.publier(sent)
    page = read(visitor)
    rows = {text_of(r[0]): [text_of(c) for c in r[1:]] for r in page.all("tr") if len(r) == 3}
    assert rows["Qui y participe"][1] == HOSTILE
    assert set(rows["Thèmes"][1].split(", ")) == {"Santé", "Énergie"}
    assert "Mulhouse (68224)" in page.text
    assert "Modération : contribution publiée. Version 2." in page.text
    assert [text_of(r[0]) for r in page.all("tr") if text_of(r[0]).startswith("Version ")] == [
        "Version 2",
        "Version 1",
    ]
    assert "Telle que le catalogue l’avait livrée" in page.text
    for account in (ANNE.compte, LOU.compte):
        assert account not in page.text.lower()
    followed = read(visitor, f"/contribuer/suivi/{jeton}")
    assert "Ce qui a été publié" in followed.text
    assert "Mulhouse (68224)" in followed.text
    assert PATH in followed.links

    versions, now = bureau.moderer.versions(FICHE)
    assert now == empreinte(versions[-1].dossier)
    bureau.moderer.restaurer(FICHE, 1, LOU, now, bureau.tick())
    page = read(visitor)
    assert "Administration : version rétablie (version 1). Version 3." in page.text
    assert page.all("del")


def test_a_record_that_left_the_catalogue_keeps_its_history(
    visitor: FlaskClient, bureau: Bureau
) -> None:
    made = bureau.publier(bureau.envoyer(nouvelle("Un essai pour un temps", code="56260"))[1]).fiche
    path = f"/experimentations/{made}/historique"
    assert "Version 1" in read(visitor, path).text
    _, now = bureau.moderer.versions(made)
    bureau.moderer.restaurer(made, 0, LOU, now, bureau.tick())
    page = read(visitor, path)
    assert "Cette fiche n’est plus au catalogue." in page.text
    assert f"/experimentations/{made}" not in page.links


def test_a_long_history_comes_by_pages() -> None:
    entry = Entree("2026-11-29T10:00:00+00:00", ANNE.role, Acte.PUBLICATION)
    told = Historique("essai", "Un essai", [entry] * (SIZE + 1), [], page=2)
    page = Document.of(layout(told).body)
    assert len(page.all("section", "bloc")) == 1
    assert page.by_id("decision-1") is not None
    assert "/experimentations/essai/historique?page=1" in page.links


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/experimentations/inconnue/historique", 404),
        (f"{PATH}?page=2", 422),
        (f"{PATH}?page=x", 422),
        (f"{PATH}?x=1", 422),
    ],
)
def test_what_is_not_there_is_refused(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status
