"""The pages of territories, on the shipped reference and catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import Relation
from cartoexp.services.voisinage import around
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "\x00", "a" * 400, "\ud7ff\uffff")


def read(client: FlaskClient, path: str) -> Document:
    response = client.get(path)
    assert response.status_code == 200, path
    document = Document(response.text)
    assert list(document.problems()) == [], path
    return document


def test_the_directory_holds_every_region_and_departement(
    client: FlaskClient, services: Services
) -> None:
    links = read(client, "/territoires").links
    for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPT):
        missing = {t.chemin for t in services.territoires.level(niveau)} - set(links)
        assert not missing


def test_the_collectivities_are_apart_and_told(client: FlaskClient) -> None:
    document = read(client, "/territoires")
    section = next(s for s in document.all("section", "bloc") if s.get("aria-labelledby") == "com")
    assert "n’ont de contour dans aucune de nos sources" in text_of(section)
    assert "Polynésie française" in text_of(section)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("douai", "/territoires/commune/59178"),
        ("59500", "/territoires/commune/59178"),
        ("anctoville", "/territoires/commune/14581"),
        ("14011", "/territoires/commune/14581"),
        ("200057867", "/territoires/ept/200057867"),
        ("polynesie", "/territoires/departement/987"),
    ],
)
def test_a_search_leads_to_the_territory(client: FlaskClient, asked: str, path: str) -> None:
    assert path in read(client, f"/territoires?q={asked}").links


def test_homonyms_tell_their_departement(client: FlaskClient) -> None:
    found = [text_of(i) for i in read(client, "/territoires?q=saint-denis").one("ol", "resultats")]
    assert any("Seine-Saint-Denis (93)" in text for text in found)
    assert any("La Réunion (974)" in text for text in found)


def test_nothing_found_gives_the_closest(client: FlaskClient) -> None:
    document = read(client, "/territoires?q=doouai")
    assert "Aucun territoire" in document.text
    assert "/territoires/commune/59178" in document.links


@pytest.mark.parametrize("niveau", list(Niveau))
def test_fiches_of_every_level_are_sound(
    client: FlaskClient, services: Services, niveau: Niveau
) -> None:
    level = services.territoires.level(niveau)
    for territoire in level[:: max(1, len(level) // 12)]:
        document = read(client, territoire.chemin)
        assert text_of(document.one("h1")) == " ".join(typeset(territoire.nom).split())
        assert territoire.code in document.text


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/territoires/commune/14011", "/territoires/commune/14581#ancien-14011"),
        ("/territoires/commune/75112", "/territoires/commune/75056#ancien-75112"),
        ("/territoires/commune/2a004", "/territoires/commune/2A004"),
        ("/territoires/commune/1004", "/territoires/commune/01004"),
        ("/territoires/commune/20004", "/territoires/commune/2A004#ancien-20004"),
        ("/territoires/commune/210100079", "/territoires/commune/01007"),
        ("/territoires/departement/1", "/territoires/departement/01"),
        ("/territoires/departement/2a", "/territoires/departement/2A"),
        ("/territoires/epci/200057867", "/territoires/ept/200057867"),
    ],
)
def test_other_codes_are_moved_for_good(client: FlaskClient, path: str, target: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, target)
    page, _, anchor = target.partition("#")
    document = read(client, page)
    if anchor:
        assert anchor.removeprefix("ancien-") in text_of(document.by_id(anchor))


def test_an_unknown_code_gives_the_three_closest(client: FlaskClient) -> None:
    response = client.get("/territoires/commune/59999")
    assert response.status_code == 404
    links = [h for h in Document(response.text).links if h.startswith("/territoires/commune/")]
    assert len(links) == 3


def test_an_unknown_level_lists_the_allowed_ones(client: FlaskClient) -> None:
    response = client.get("/territoires/pays/1")
    assert response.status_code == 422
    assert all(n.value in response.text for n in Niveau)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_codes_are_refused_and_never_sent_back(client: FlaskClient, text: str) -> None:
    for niveau in Niveau:
        response = client.get(
            f"/territoires/{niveau}/{text.encode().hex() if '/' in text else text}"
        )
        assert 400 <= response.status_code < 500
        assert text not in response.text or len(text) < 3


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_searches_are_refused_and_never_sent_back(client: FlaskClient, text: str) -> None:
    response = client.get("/territoires", query_string={"q": text})
    assert response.status_code == 422
    assert text not in response.text or len(text) < 3


def test_unknown_parameters_are_refused(client: FlaskClient) -> None:
    assert client.get("/territoires?autre=1").status_code == 422


def test_an_empty_search_is_the_directory(client: FlaskClient) -> None:
    assert "Hexagone et Corse" in read(client, "/territoires?q=").text


def test_what_a_departement_holds_is_counted_as_the_list_counts_it(
    client: FlaskClient, services: Services
) -> None:
    nord = services.territoires.get(Niveau.DEPARTEMENT, "59")
    groups = around(services.experiments, nord).groupes
    inside = groups[Relation.ICI].implantations + groups[Relation.INTERIEUR].implantations
    assert inside == services.experiments.count_places(Filters(departement="59"))
    assert "/experimentations?departement=59" in read(client, nord.chemin).links
