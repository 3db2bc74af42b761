"""Bad input over the forms of contributions, and what is published of it over every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests import hostiles

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.conftest import Ouvert


@pytest.fixture
def client(ouvert: Ouvert) -> FlaskClient:
    return ouvert.server.test_client()


@pytest.fixture(scope="module")
def fiche(ouvert: Ouvert) -> str:
    """The id of a record whose every text is hostile, once it is published."""
    bureau = ouvert.bureau
    return bureau.publier(bureau.envoyer(hostiles.contenu())[1]).fiche


DOCUMENTS = (
    ("/experimentations?theme=energie&q=1337", True),
    ("/experimentations/{fiche}", True),
    ("/experimentations/{fiche}/essaimage", True),
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
