"""The surroundings are told by the method and the API; no page for readers lists them."""

import pytest
from flask.testing import FlaskClient

WORDS = ("élus à 20\u00a0km", "à 30\u00a0km", "Environs")


@pytest.mark.parametrize(
    "path",
    [
        "/territoires/commune/59178",
        "/territoires/region/32",
        "/?niveau=commune",
        "/carte/tableau?niveau=epci&couleur=densite",
    ],
)
def test_pages_leave_them_out(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    told = answer.text.replace("20 km", "20\u00a0km").replace("30 km", "30\u00a0km")
    assert not [word for word in WORDS if word in told]
    assert "elus_20km" not in told


def test_the_map_refuses_them_and_says_why(client: FlaskClient) -> None:
    answer = client.get("/carte/tableau?niveau=commune&couleur=elus_20km_artisans")
    assert answer.status_code == 409
    assert "décrit les environs" in answer.text


def test_the_method_lists_them_under_their_own_heading(client: FlaskClient) -> None:
    text = client.get("/methode").text
    before, _, after = text.partition("Les environs</h3>")
    assert after.count("parmi les élus à 20") == 33
    assert "parmi les élus à 20" not in before
