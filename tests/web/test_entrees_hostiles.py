"""Bad input over the forms of contributions, and what is published of it over every surface."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cartoexp.domain.contributions import Etat
from cartoexp.store.engine import build_engine
from tests import hostiles, porte
from tests.comptes import OTHER, pourvu
from tests.contributions import ANNE, nouvelle
from tests.web.conftest import MODERATEUR

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Ouvert


@pytest.fixture
def client(ouvert: Ouvert) -> FlaskClient:
    return ouvert.server.test_client()


@pytest.fixture(scope="module")
def fiche(ouvert: Ouvert) -> str:
    """The id of a record whose every text is hostile, once it is published."""
    bureau = ouvert.bureau
    return bureau.publier(bureau.envoyer(hostiles.contenu())[1]).fiche


HOSTILE = " ".join(hostiles.TEXTS)
DOCUMENTS = (
    ("/experimentations?theme=energie&q=1337", True),
    ("/experimentations/{fiche}", True),
    ("/experimentations/{fiche}/essaimage", True),
    ("/experimentations/{fiche}/historique", True),
    ("/contribuer/experimentation?fiche={fiche}", True),
    ("/contribuer/signaler?fiche={fiche}&champ=titre", True),
    ("/contribuer/toujours-exact?fiche={fiche}", True),
    ("/recherche?q=alert", True),
    ("/territoires/commune/59178", True),
    ("/carte/tableau?theme=energie", False),
    ("/embed/territoire/commune/59178", False),
    ("/embed/experimentation/{fiche}", True),
    ("/ogc/collections/implantations/items?experimentation={fiche}&f=html", True),
    ("/comparer?territoires=commune:59178,commune:62498", False),
    ("/essaimage?experimentation={fiche}", True),
    ("/?theme=energie", False),
)
"""Pages, and whether they say what the record says."""
DATA = (
    "/experimentations/{fiche}.geojson",
    "/experimentations/{fiche}.csv",
    "/experimentations.csv?theme=energie",
    "/api/v1/experimentations/{fiche}",
    "/api/v1/implantations?q=1337",
    "/tuiles/implantations.geojson?theme=energie",
    "/oembed?url=http://localhost/experimentations/{fiche}",
    "/ogc/collections/implantations/items?experimentation={fiche}&f=json",
)


@pytest.mark.parametrize(("path", "told"), DOCUMENTS)
def test_hostile_text_is_shown_and_does_not_run(
    client: FlaskClient, fiche: str, path: str, *, told: bool
) -> None:
    answer = client.get(path.format(fiche=fiche))
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert hostiles.Vivants(answer.text).found == []
    assert (hostiles.SIGN in answer.text) >= told


@pytest.mark.usefixtures("fiche")
def test_a_feed_holds_it_as_text(client: FlaskClient) -> None:
    answer = client.get("/experimentations.atom?theme=energie")
    root = ET.fromstring(answer.text)  # noqa: S314  our own document
    texts = [e for e in root.iter() if hostiles.SIGN in (e.text or "")]
    assert texts
    assert {e.get("type", "text") for e in texts} == {"text"}


@pytest.mark.parametrize("path", DATA)
def test_data_are_no_document(client: FlaskClient, fiche: str, path: str) -> None:
    answer = client.get(path.format(fiche=fiche))
    assert answer.status_code == 200
    assert "html" not in str(answer.mimetype)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def moderateur(ouvert: Ouvert) -> FlaskClient:
    return ouvert.connecte(MODERATEUR)


def runs_nothing(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    assert hostiles.Vivants(answer.text).found == []
    assert hostiles.SIGN in answer.text
    return answer.text


def test_who_moderates_reads_it_as_text(
    ouvert: Ouvert, moderateur: FlaskClient, client: FlaskClient
) -> None:
    """From the queue to the refusal, with a question and its answer on the way."""
    bureau = ouvert.bureau
    jeton, sent = bureau.envoyer(hostiles.contenu())
    path = f"/moderation/contributions/{sent.id}"
    runs_nothing(moderateur.get("/moderation/contributions", query_string={"q": HOSTILE}))
    runs_nothing(moderateur.get("/moderation/contributions"))
    runs_nothing(moderateur.get(path))
    bureau.prendre(sent)
    bureau.moderer.questionner(sent.id, ANNE, sent.version + 1, HOSTILE, bureau.tick())
    bureau.contribuer.repondre(jeton, HOSTILE, "n", bureau.tick())
    runs_nothing(moderateur.get(path))
    runs_nothing(client.get(f"/contribuer/suivi/{jeton}"))
    read = bureau.moderer.relire(sent.id, bureau.tick())
    version = read.contribution.version
    bureau.moderer.refuser(sent.id, ANNE, version, HOSTILE, bureau.tick())
    runs_nothing(moderateur.get(path))
    runs_nothing(client.get(f"/contribuer/suivi/{jeton}"))


def test_a_report_is_read_as_text(
    ouvert: Ouvert, moderateur: FlaskClient, client: FlaskClient
) -> None:
    said = {"message": HOSTILE, "source": "https://exemple.fr/?a=1337'\"><b>", "courriel": ""}
    answer = client.post("/contribuer/signaler", data=porte.champs(ouvert.server) | said)
    assert answer.status_code == 303, answer.text
    runs_nothing(client.get(answer.location or ""))
    queue = moderateur.get("/moderation/contributions?genre=signalement").text
    (found,) = set(re.findall(r'href="(/moderation/contributions/\w+)"', queue))
    runs_nothing(moderateur.get(found))
    wrong = said | {"courriel": f"{HOSTILE}@exemple.fr", "source": "javascript:alert(1337)"}
    back = client.post("/contribuer/signaler", data=porte.champs(ouvert.server) | wrong)
    runs_nothing(back, 422)


def test_the_versions_of_a_record_are_read_as_text(moderateur: FlaskClient, fiche: str) -> None:
    runs_nothing(moderateur.get(f"/moderation/fiches/{fiche}"))


@pytest.mark.parametrize(
    "where",
    ["https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example", "javascript:x"],
)
def test_a_report_leads_to_our_own_pages_only(
    ouvert: Ouvert, client: FlaskClient, where: str
) -> None:
    said = {"message": "Ce chiffre est faux.", "page": where}
    assert client.get("/contribuer/signaler", query_string={"page": where}).status_code == 422
    back = client.post("/contribuer/signaler", data=porte.champs(ouvert.server) | said)
    assert back.status_code == 422
    assert "Ce chiffre est faux." in back.text, "what was written is lost"
    assert 'aria-invalid="true"' in back.text
    again = porte.champs(ouvert.server) | said | {"page": "http://localhost/territoires"}
    assert client.post("/contribuer/signaler", data=again).status_code == 303


def test_a_cookie_of_before_a_password_change_decides_nothing(ouvert: Ouvert) -> None:
    name, bureau = "avant@exemple.fr", ouvert.bureau
    pourvu(ouvert.comptes, name)
    client = ouvert.connecte(name)
    _, sent = bureau.envoyer(nouvelle("Un essai à décider"))
    path = f"/moderation/contributions/{sent.id}"
    form = {"verification": verification(client, path), "geste": "prise", "version": sent.version}
    ouvert.comptes.suivre_lien(ouvert.comptes.lien(name)[1], OTHER, OTHER)
    answer = client.post(path, data=form)
    assert answer.status_code == 403
    assert "Session finie" in answer.text
    assert bureau.moderer.relire(sent.id, bureau.tick()).contribution.etat is Etat.RECUE


def verification(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="verification" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def test_logs_tell_nobody_s_words(
    ouvert: Ouvert, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """No link, no address, no text: neither of what goes well nor of what fails unexpectedly."""
    caplog.set_level(logging.DEBUG)
    said = {"message": "Mot à ne pas noter", "courriel": "personne@exemple.fr", "page": "/"}
    form = porte.champs(ouvert.server) | said
    location = client.post("/contribuer/signaler", data=form).location or ""
    client.get(location)
    client.post("/contribuer/signaler", data=form | {"courriel": "pas une adresse secrète"})
    with ouvert.bureau.sessions.begin() as session:
        session.execute(text("ALTER TABLE contribution RENAME COLUMN courriel TO parti"))
    try:
        failed = client.post("/contribuer/signaler", data=porte.champs(ouvert.server) | said)
        lost = client.get(location)
    finally:
        with ouvert.bureau.sessions.begin() as session:
            session.execute(text("ALTER TABLE contribution RENAME COLUMN parti TO courriel"))
    assert (failed.status_code, lost.status_code) == (503, 503)
    jeton = location.rpartition("/")[2]
    for secret in (jeton, "ne pas noter", "personne@", "adresse secrète"):
        assert secret not in caplog.text


def test_what_a_database_refuses_is_not_told(database_url: str) -> None:
    engine = build_engine(database_url)
    with pytest.raises(DBAPIError) as caught, engine.connect() as connection:
        connection.execute(text("INSERT INTO rien VALUES (:x)"), {"x": "personne@exemple.fr"})
    engine.dispose()
    assert "personne@" not in str(caught.value)
