"""The feed as a reader sees it: dates in order, lasting ids, the filters of the page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from cartoexp.domain.filters import Filters
from cartoexp.services.suivi import Nouvelle, news
from cartoexp.web.communs.atom import Flux, write
from cartoexp.web.pages.flux.entrees import entry
from tests.factories import make_experiment
from tests.web.parsing import Document

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED = "2026-11-24T00:00:00+00:00"


def read(client: FlaskClient, query: str = "") -> ET.Element:
    answer = client.get(f"/experimentations.atom{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.text)  # noqa: S314  our own


def text(element: ET.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found, name
    return found


def links(feed: ET.Element) -> dict[str, str]:
    return {x.get("rel", ""): x.get("href", "") for x in feed.findall(f"{ATOM}link")}


def every(client: FlaskClient, query: str = "") -> list[ET.Element]:
    entries = []
    feed = read(client, query)
    while True:
        entries += feed.findall(f"{ATOM}entry")
        following = links(feed).get("next")
        if not following:
            return entries
        feed = read(client, following[following.index("?") :])


def test_every_experiment_once_with_what_atom_wants(client: FlaskClient) -> None:
    feed = read(client)
    for name in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name"):
        assert text(feed, name)
    entries = every(client)
    assert len(entries) == 179
    ids = [text(e, "id") for e in entries]
    assert len(set(ids)) == 179
    assert all(i.startswith("urn:uuid:") for i in [*ids, text(feed, "id")])
    moments = [datetime.fromisoformat(text(e, "updated")) for e in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(m.tzinfo for m in moments)
    assert text(feed, "updated") == text(entries[0], "updated") == PUBLISHED
    first = entries[0].find(f"{ATOM}link")
    assert first is not None
    assert (first.get("href") or "").startswith("http://localhost/experimentations/")
    assert text(entries[0], "title")
    assert "publication" in text(feed, "subtitle")


def test_ids_do_not_depend_on_who_serves_them(client: FlaskClient) -> None:
    """Readers tell entries apart by these: they must never change."""
    found = {text(e, "id") for e in every(client, "?q=zéro chômeur")}
    assert "urn:uuid:" in "".join(found)
    elsewhere = client.get("/experimentations.atom", base_url="http://127.0.0.1:8000").text
    assert f"<id>{text(read(client), 'id')}</id>" in elsewhere


@pytest.mark.parametrize("query", ["theme=energie", "departement=59", "statut=en_cours&region=32"])
def test_filters_are_those_of_the_page(client: FlaskClient, services: Services, query: str) -> None:
    asked = {k: [v] for k, v in (pair.split("=") for pair in query.split("&"))}
    expected = news(services.experiments, Filters.parse(asked)).liste
    entries = every(client, f"?{query}")
    assert len(entries) == len(expected) > 0
    feed = read(client, f"?{query}")
    assert links(feed)["alternate"].endswith(f"/experimentations?{query}")
    assert text(feed, "id") != text(read(client), "id")


def test_an_empty_feed_is_still_one(client: FlaskClient) -> None:
    feed = read(client, "?q=licorne")
    assert feed.findall(f"{ATOM}entry") == []
    assert text(feed, "updated") == PUBLISHED


def test_pages_are_linked(client: FlaskClient) -> None:
    found = links(read(client, "?page=2"))
    assert found["self"].endswith("?page=2")
    assert found["previous"].endswith(".atom")
    assert found["next"].endswith("?page=3")
    assert found["last"].endswith("?page=4")
    assert "next" not in links(read(client, "?page=4"))


@pytest.mark.parametrize("query", ["theme=magie", "page=0", "page=99", "departement=999", "x=1"])
def test_what_means_nothing_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/experimentations.atom?{query}").status_code == 422


def test_nothing_is_sent_twice(client: FlaskClient) -> None:
    tag = client.get("/experimentations.atom").headers["ETag"]
    again = client.get("/experimentations.atom", headers={"If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/experimentations.atom"),
        ("/?theme=energie", "/experimentations.atom?theme=energie"),
        ("/experimentations?departement=59", "/experimentations.atom?departement=59"),
        ("/territoires/departement/59", "/experimentations.atom?departement=59"),
        ("/territoires/commune/59178", "/experimentations.atom?epci=200044618"),
        ("/donnees", "/experimentations.atom"),
    ],
)
def test_pages_tell_their_feed(client: FlaskClient, page: str, feed: str) -> None:
    document = Document(client.get(page).text)
    found = [x.get("href") for x in document.all("link") if x.get("type") == "application/atom+xml"]
    assert found == [feed]
    assert client.get(feed).status_code == 200


def test_an_entry_says_whether_it_is_new() -> None:
    first, later = (datetime(2026, 11, d, tzinfo=UTC) for d in (1, 2))
    found = [
        Nouvelle(make_experiment(id="a", titre="<b> & co"), first, later),
        Nouvelle(make_experiment(id="b"), first, first),
    ]
    entries = [entry(new) for new in found]
    told = Flux("T", "S", "A", "", {1: "/x?a=1&b=2"}, "/l", "flux/", later, entries, 1, 1)
    changed, new = ET.fromstring(write(told)).findall(f"{ATOM}entry")  # noqa: S314  our own
    assert text(changed, "title") == "<b> & co"
    assert text(changed, "summary").startswith("Fiche modifiée")
    assert text(changed, "updated") == "2026-11-02T00:00:00+00:00"
    assert text(new, "summary").startswith("Nouvelle fiche")
