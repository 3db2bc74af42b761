"""Say what is wrong where it is seen, then follow what becomes of it, without JavaScript."""

from __future__ import annotations

import re
from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

import pytest

from cartoexp.web.communs.signaler import CHAMPS, CHIFFRES, CRITERES, EXACTE, PATH, adresse
from cartoexp.web.contribuer.porte import JETON
from tests.contributions import ANNE, FICHE
from tests.porte import champs
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.domain.contributions import Contribution
    from tests.contributions import Bureau
    from tests.web.conftest import Ouvert

DOUAI = "/territoires/commune/59178"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=y> [x](javascript:alert(1)) **gras**'
UNKNOWN = f"/contribuer/suivi/{'a' * 32}"


class Envoi(Protocol):
    def __call__(self, path: str = PATH, **told: str) -> TestResponse: ...


@pytest.fixture
def bureau(ouvert: Ouvert) -> Bureau:
    """Who moderates, at the moment of the site's own clock."""
    made = copy(ouvert.bureau)
    made.now = datetime.now(tz=UTC)
    return made


@pytest.fixture
def own(ouvert: Ouvert) -> Flask:
    return ouvert.server


@pytest.fixture
def visitor(own: Flask) -> FlaskClient:
    return own.test_client()


@pytest.fixture
def envoyer(visitor: FlaskClient, own: Flask) -> Envoi:
    def send(path: str = PATH, **told: str) -> TestResponse:
        return visitor.post(path, data=champs(own) | told)

    return send


def read(answer: TestResponse, status: int = 200) -> Document:
    assert answer.status_code == status, answer.text
    document = Document(answer.text)
    assert list(document.problems()) == []
    assert "alert(1)" not in str([e.get("href") for e in document.all("a")])
    assert document.all("img") == []
    return document


def sent(answer: TestResponse) -> str:
    """Path of the follow-up to which a form leads."""
    assert answer.status_code == 303, answer.text
    path = answer.headers["Location"]
    assert re.fullmatch(r"/contribuer/suivi/[A-Za-z0-9_-]{32}", path)
    return path


def contribution(bureau: Bureau, path: str) -> Contribution:
    return bureau.contribuer.lire(path.rsplit("/", 1)[1], bureau.now).contribution


def test_the_form_says_what_it_is_about(visitor: FlaskClient) -> None:
    page = read(visitor.get(adresse(fiche=FICHE, champ="lecons")))
    told = text_of(page.one("dl", "signaler__objet"))
    assert "Agence de la participation citoyenne" in told
    assert CHAMPS["lecons"] in told
    page = read(visitor.get(adresse(chiffre="densite", page=DOUAI)))
    told = text_of(page.one("dl", "signaler__objet"))
    assert "Densité" in told
    assert "Douai (commune 59178)" in told
    assert DOUAI in page.links
    page = read(visitor.get(PATH))
    assert page.by_id("page").get("name") == "page"


@pytest.mark.parametrize("chiffre", CHIFFRES)
def test_every_figure_has_a_name(visitor: FlaskClient, chiffre: str) -> None:
    assert CHIFFRES[chiffre] in visitor.get(adresse(chiffre=chiffre, page="/")).text


FIGURES = (
    *("/", "/carte/tableau", "/experimentations?theme=energie", "/territoires", "/echeances"),
    *("/territoires/commune/59178", "/territoires/epci/200044618", "/territoires/departement/59"),
    *("/territoires/region/32", "/territoires/departement/988", "/territoires/ept/200057867"),
    *("/comparer?territoires=commune:59178,commune:62498", "/donnees", "/methode"),
    "/essaimage?experimentation=tzcld",
)


@pytest.mark.parametrize("path", FIGURES)
def test_each_page_of_figures_leads_to_the_form(client: FlaskClient, path: str) -> None:
    ways = [h for h in Document(client.get(path).text).links if h.startswith(f"{PATH}?")]
    assert ways
    for way in ways:
        told = text_of(read(client.get(way)).one("dl", "signaler__objet"))
        assert "Chiffre" in told
        assert "Page" in told


def test_each_block_of_a_record_leads_to_the_form(client: FlaskClient) -> None:
    page = Document(client.get("/experimentations/tzcld").text)
    ways = [h for h in page.links if h.startswith(f"{PATH}?fiche=tzcld&champ=")]
    assert {h.rpartition("=")[2] for h in ways} == set(CHAMPS)
    names = [text_of(a) for a in page.all("a", "signaler")]
    assert len(set(names)) == len(names)
    for way in ways:
        assert read(client.get(way))
    others = {h.partition("?")[0] for h in page.links if "fiche=tzcld" in h} - {PATH}
    assert others == {EXACTE, "/contribuer/experimentation"}


@pytest.mark.parametrize(
    "path", ["/embed/territoire/commune/59178", "/embed/carte", "/embed/experimentation/tzcld"]
)
def test_frames_are_free_of_it(client: FlaskClient, path: str) -> None:
    assert PATH not in client.get(path).text


@pytest.mark.parametrize(
    "page",
    [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "/%2F/ailleurs.example",
        "javascript:alert(1)",
        "/nulle-part",
        "/\n/ailleurs.example",
        "/essaimage?x=" + "a" * 1_000,
    ],
)
def test_a_page_of_another_site_is_refused(visitor: FlaskClient, envoyer: Envoi, page: str) -> None:
    asked = f"{PATH}?{urlencode({'page': page})}"
    for answer in (visitor.get(asked), envoyer(message="Faux.", page=page)):
        assert answer.status_code == 422
        assert not [link for link in Document(answer.text).links if "ailleurs" in link]
        assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "asked",
    [{"fiche": "inconnue"}, {"champ": "lecons"}, {"chiffre": "x"}, {"fiche": FICHE, "champ": "x"}],
)
def test_what_is_not_there_cannot_be_reported(visitor: FlaskClient, asked: dict[str, str]) -> None:
    assert visitor.get(adresse(**asked)).status_code in {404, 422}


def test_a_report_is_followed_to_its_end(
    visitor: FlaskClient, envoyer: Envoi, bureau: Bureau
) -> None:
    path = sent(
        envoyer(
            message=f"La date est fausse. {HOSTILE}",
            source="https://exemple.fr/page",
            courriel="service@ville.example",
            fiche=FICHE,
            champ="chronologie",
        )
    )
    answer = visitor.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    page = read(answer)
    assert "Reçue." in page.text
    assert path in text_of(page.one("textarea"))
    assert "service@ville.example" not in answer.text
    assert CHAMPS["chronologie"] in page.text
    held = contribution(bureau, path)
    assert held.contenu["signalement"][0]["source"] == "https://exemple.fr/page"

    taken = bureau.prendre(held)
    assert "En relecture" in read(visitor.get(path)).text
    version = taken.contribution.version
    bureau.moderer.questionner(held.id, ANNE, version, f"Laquelle ? {HOSTILE}", bureau.tick())
    page = read(visitor.get(path))
    assert "Question posée." in page.text
    assert page.by_id("texte").tag == "textarea"
    empty = read(envoyer(f"{path}/reponse", texte=" "), 422)
    assert "Le message est vide" in text_of(empty.by_id("texte-dit"))
    form = champs(visitor.application) | {"texte": f"Celle de 2019. {HOSTILE}"}
    for _ in range(2):  # the same form sent twice is one answer
        assert visitor.post(f"{path}/reponse", data=form).status_code == 303
    page = read(visitor.get(path))
    assert page.text.count("Celle de 2019") == 1
    assert page.all("strong")

    held = bureau.moderer.relire(held.id, bureau.now).contribution
    bureau.moderer.refuser(held.id, ANNE, held.version, f"Pas de source. {HOSTILE}", bureau.tick())
    page = read(visitor.get(path))
    assert "Refusée." in page.text
    assert "Pas de source." in page.text
    assert CRITERES in page.links
    assert ANNE.compte not in page.text.lower()
    assert envoyer(f"{path}/retrait").status_code == 409


def test_the_same_form_sent_twice_is_one_report(
    visitor: FlaskClient, own: Flask, bureau: Bureau
) -> None:
    before = bureau.moderer.decompte().recues
    form = champs(own) | {"message": "Faux.", "chiffre": "densite", "page": DOUAI}
    paths = {sent(visitor.post(PATH, data=form)) for _ in range(2)}
    assert len(paths) == 1
    assert bureau.moderer.decompte().recues == before + 1
    path = paths.pop()
    held = contribution(bureau, path)
    assert held.cible.chiffre == "Densité – Douai (commune 59178)"
    assert held.contenu["signalement"][0]["page"] == DOUAI
    bureau.publier(held)
    page = read(visitor.get(path))
    assert "Votre signalement a été pris en compte." in page.text
    assert DOUAI in page.links


def test_what_is_wrong_in_the_form_is_told_beside_it_and_nothing_is_lost(envoyer: Envoi) -> None:
    page = read(envoyer(message="", source="pas une adresse", fiche=FICHE), 422)
    assert "Dites en quelques mots" in text_of(page.by_id("message-dit"))
    assert "n’est pas une adresse admise" in text_of(page.by_id("source-dit"))
    assert page.by_id("source").get("value") == "pas une adresse"
    page = read(envoyer(message=f"Faux. {HOSTILE}", courriel="moi"), 422)
    assert HOSTILE in text_of(page.by_id("message"))
    assert page.by_id("courriel").get("aria-invalid") == "true"
    page = read(envoyer(message="é" * 4_001), 422)
    assert "4001" in text_of(page.by_id("message-dit"))


def test_a_huge_message_is_refused(envoyer: Envoi) -> None:
    assert envoyer(message="a" * 1_000_000).status_code == 413


def test_a_form_that_no_page_of_ours_gave_comes_back(visitor: FlaskClient) -> None:
    answer = visitor.post(PATH, data={"message": "Faux.", JETON: "forge", "fiche": FICHE})
    assert answer.status_code == 422
    assert "Faux." in answer.text
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.post(PATH, data={"message": "x"}, headers=foreign).status_code == 403


def test_withdrawn_once_it_is_asked_twice(visitor: FlaskClient, envoyer: Envoi) -> None:
    path = sent(envoyer(message="Faux.", fiche=FICHE))
    assert f"{path}/retrait" in read(visitor.get(path)).links
    page = read(visitor.get(f"{path}/retrait"))
    assert path in page.links
    for _ in range(2):
        assert envoyer(f"{path}/retrait").status_code == 303
    page = read(visitor.get(path))
    assert "Retirée par son auteur." in page.text
    assert f"{path}/retrait" not in page.links
    assert visitor.get(f"{path}/retrait").status_code == 409


@pytest.mark.parametrize("path", [UNKNOWN, "/contribuer/suivi/x", f"/contribuer/suivi/{'é' * 32}"])
@pytest.mark.parametrize("end", ["", "/reponse", "/retrait"])
def test_another_link_leads_to_nothing(
    visitor: FlaskClient, envoyer: Envoi, path: str, end: str
) -> None:
    answer = visitor.get(path) if not end else envoyer(f"{path}{end}", texte="x")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Aucune contribution n’est derrière ce lien" in answer.text


def test_a_record_that_is_still_true_gets_the_day(
    visitor: FlaskClient, envoyer: Envoi, bureau: Bureau
) -> None:
    assert visitor.get(EXACTE).status_code == 422
    page = read(visitor.get(f"{EXACTE}?fiche={FICHE}"))
    assert adresse(fiche=FICHE) in page.links
    path = sent(envoyer(EXACTE, fiche=FICHE))
    bureau.publier(contribution(bureau, path))
    page = read(visitor.get(path))
    assert "Publiée." in page.text
    assert f"/experimentations/{FICHE}" in page.links
    page = read(envoyer(EXACTE, fiche=FICHE), 422)
    assert "a déjà été confirmée aujourd’hui" in page.text


def test_criteria_reasons_and_counts_are_public(
    client: FlaskClient, visitor: FlaskClient, envoyer: Envoi, bureau: Bureau
) -> None:
    bureau.publier(contribution(bureau, sent(envoyer(message="Faux.", fiche=FICHE))))
    page = read(client.get(CRITERES))
    assert "Aucune donnée personnelle" in page.text
    assert "Déjà au catalogue" in page.text
    assert "pas encore" in text_of(page.one("dl", "criteres__comptes"))
    told = text_of(read(visitor.get(CRITERES)).one("dl", "criteres__comptes"))
    assert "moins d’un jour" in told
