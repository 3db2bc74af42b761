"""The register as people and programs read it: page, calendar, feed, files, embed, endpoint."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import vobject  # type: ignore[import-untyped]
from icalendar import Calendar

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances import Choix, Constat, Nature, Precision
from cartoexp.web.html import render
from cartoexp.web.pages.echeances import apart, calendrier, ics, lire
from cartoexp.web.pages.echeances.calendrier import Calendrier, Imprecises
from tests.unit.test_echeances import make
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

ATOM = "{http://www.w3.org/2005/Atom}"
DOC = Path(__file__).parents[2] / "docs" / "echeances.md"
CHANGED = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = date(2026, 11, 29)


def read(client: FlaskClient, address: str = "/echeances") -> Document:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return Document(answer.text)


def items(document: Document) -> list[Any]:
    return [e for e in document.all("li") if "echeance" in (e.get("class") or "").split()]


def ids(document: Document) -> list[str]:
    return [e.get("id") or "" for e in items(document)]


def test_every_dated_deadline_is_once_in_the_pages(client: FlaskClient, services: Services) -> None:
    found, address = [], "/echeances"
    while address:
        document = read(client, address)
        found += ids(document)
        following = [a.get("href") for a in document.all("a") if a.get("rel") == "next"]
        address = following[0] if following else ""
    whole = services.echeances.registre(Choix(), datetime.now(tz=UTC).date())
    assert found == [e.cle for e in whole.datees]


def test_unknown_dates_are_counted_and_listed_apart(
    client: FlaskClient, services: Services
) -> None:
    whole = services.echeances.registre(Choix(), datetime.now(tz=UTC).date())
    text = text_of(read(client).one("main"))
    assert f"Date inconnue : {len(whole.inconnues)} échéances" in text.replace("\xa0", " ")
    assert "Dates à vérifier : 1" in text.replace("\xa0", " ")
    asked = read(client, "/echeances?region=32&mois=6")
    assert "ne sont d’aucune période" in text_of(asked.one("main"))


def test_the_table_says_the_same(client: FlaskClient) -> None:
    drawn = ids(read(client, "/echeances?region=32"))
    table = read(client, "/echeances?region=32&vue=tableau")
    assert [e.get("id") for e in table.all("tr") if e.get("id")] == drawn
    assert items(table) == []


def test_rules_of_the_page_are_those_of_the_documentation(client: FlaskClient) -> None:
    written = re.sub(r"\s+", " ", DOC.read_text(encoding="utf-8"))
    shown = re.sub(r"\s+", " ", text_of(read(client).one("main")))
    for title, text in lire.RULES.items():
        rule = re.sub(r"\s+", " ", f"**{title}.** {text}")
        assert rule in written, title
        assert re.sub(r"\s+", " ", text) in shown, title


def test_the_form_is_rewritten_as_an_address_and_keeps_its_state(client: FlaskClient) -> None:
    sent = "lieu=region-32&periode=6&nature=fin_prevue&nature=expiration&q=&de=&a="
    answer = client.get(f"/echeances?{sent}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        "/echeances?region=32&nature=fin_prevue,expiration&mois=6"
    )
    document = read(client, answer.headers["Location"])
    checked = {e.get("value") for e in document.all("input") if e.get("checked") is not None}
    assert checked == {"fin_prevue", "expiration"}
    chosen = {e.get("value") for e in document.all("option") if e.get("selected") is not None}
    assert chosen == {"region-32", "6"}
    chips = [text_of(e) for e in document.all("a") if e.get("class") == "puce"]
    assert [c.replace("\xa0", " ") for c in chips] == [
        "Retirer Région : Hauts-de-France",
        "Retirer Échéance : Fin prévue",
        "Retirer Échéance : Expiration d’une dérogation",
        "Retirer Période : les 6 mois à venir",
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("nature=magie", 422),
        ("annee=2020", 422),
        ("region=99", 422),
        ("experimentation=licorne", 422),
        ("page=99", 422),
        ("lieu=lune-3", 422),
        ("de=2026-13", 422),
        ("de=2027&a=2026", 409),
        ("mois=6&de=2026", 409),
    ],
)
def test_what_means_nothing_is_refused_in_words(
    client: FlaskClient, query: str, status: int
) -> None:
    answer = client.get(f"/echeances?{query}")
    assert answer.status_code == status
    assert len(text_of(Document(answer.text).one("main"))) > 30
    for other in ("/echeances.ics", "/echeances.atom", "/echeances.csv", "/embed/echeances"):
        if not query.startswith(("page", "lieu")):
            assert client.get(f"{other}?{query}").status_code == status, other


def test_what_was_to_end_and_did_nobody_knows_is_told(services: Services) -> None:
    """On 5 January 2027, forty-eight places that were to end in 2026 are to be checked again."""
    late = services.echeances.registre(Choix(), date(2027, 1, 5))
    told = render(apart.overdue(late, Choix())).replace("\xa0", " ")
    assert "2 expérimentations (48 territoires) devaient prendre fin" in told
    assert 'href="/echeances?nature=fin_prevue&amp;a=2026"' in told
    asked = Choix.parse({"nature": ["fin_prevue"], "a": ["2026"]})
    assert len(services.echeances.registre(asked, date(2027, 1, 5)).datees) == 2
    assert apart.overdue(services.echeances.registre(Choix(), TODAY), Choix()) is None


def test_nothing_found_is_told(client: FlaskClient) -> None:
    text = text_of(read(client, "/echeances?q=licorne").one("main"))
    assert "Aucune échéance datée" in text


def test_pages_lead_to_the_register(client: FlaskClient) -> None:
    for page, href in (
        ("/experimentations/tzcld", "/echeances?experimentation=tzcld"),
        ("/territoires/region/32", "/echeances?region=32"),
        ("/experimentations?theme=sante", "/echeances?theme=sante"),
        ("/experimentations", "/echeances"),
    ):
        links = [a.get("href") for a in read(client, page).all("a")]
        assert href in links, page
        assert client.get(href).status_code == 200
    found = items(read(client, "/echeances?nature=expiration"))
    paths = [e.find(".//h4/a").get("href") for e in found]
    assert "/derogations/halte_soins_addictions-derogation" in paths
    assert {client.get(path).status_code for path in paths} == {200}
    back = read(client, paths[0]).all("a")
    assert any((a.get("href") or "").startswith("/echeances?experimentation=") for a in back)
    dated = read(client, "/experimentations?annee=2020").all("a")
    assert not any((a.get("href") or "").startswith("/echeances?") for a in dated)


def test_the_file_has_every_row(client: FlaskClient, services: Services) -> None:
    answer = client.get("/echeances.csv?region=32&mois=12")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    today = datetime.now(tz=UTC).date()
    asked = Choix.parse({"region": ["32"], "mois": ["12"]})
    whole = services.echeances.registre(asked, today).toutes
    assert [r["id"] for r in rows] == [e.cle for e in whole]
    assert {r["date"] for r in rows if r["precision"] == "inconnue"} == {""}
    for ending in ("xlsx", "geojson", "schema.json"):
        assert client.get(f"/echeances.{ending}?region=32").status_code == 200


# ---- Calendar ----


def calendar(client: FlaskClient, query: str = "") -> Any:  # noqa: ANN401  its values are many
    answer = client.get(f"/echeances.ics{query}")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.data)


def test_only_days_that_are_known_are_events(client: FlaskClient, services: Services) -> None:
    found = calendar(client)
    whole = services.echeances.registre(Choix(), datetime.now(tz=UTC).date())
    days = [e for e in whole.datees if e.precision is Precision.JOUR]
    assert len(found.walk("VEVENT")) == len(days) > 5
    for event in found.walk("VEVENT"):
        assert isinstance(event["DTSTART"].dt, date)
        assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
    tasks = found.walk("VTODO")
    assert tasks
    assert all("DUE" not in t and "DTSTART" not in t for t in tasks)
    uids = [str(c["UID"]) for c in found.subcomponents]
    assert len(uids) == len(set(uids))
    left = str(found["X-WR-CALDESC"]).replace("\\,", ",")
    assert f"{len(whole.inconnues)} de date inconnue" in left
    assert left == str(found["DESCRIPTION"]) == str(found.walk("VJOURNAL")[0]["DESCRIPTION"])
    assert str(found["REFRESH-INTERVAL"].to_ical(), "ascii") == "P1D"


def test_bands_cover_every_day_that_a_date_may_be(client: FlaskClient) -> None:
    found = calendar(client, "?imprecises=bandeaux&nature=fin_prevue")
    assert not found.walk("VTODO")
    spans = {(e["DTSTART"].dt, e["DTEND"].dt) for e in found.walk("VEVENT")}
    assert (date(2032, 1, 1), date(2033, 1, 1)) in spans
    assert all("jour et mois inconnus" in str(e["SUMMARY"]) for e in found.walk("VEVENT"))


def test_a_telephone_subscribes_with_the_filters(client: FlaskClient) -> None:
    links = [a.get("href") for a in read(client, "/echeances?region=32&mois=6").all("a")]
    assert "webcal://localhost/echeances.ics?region=32&mois=6" in links
    assert "/echeances.ics?region=32&mois=6&imprecises=bandeaux" in links
    written = client.get("/echeances.ics?region=32&nature=fin,expiration").text
    assert "\nNAME:Échéances\\, Région" in written.replace("\r\n ", "").replace("\r", "")


def test_another_reader_finds_the_same(client: FlaskClient) -> None:
    text = client.get("/echeances.ics?nature=expiration").text
    held: Any = vobject.readOne(text)
    days = {e.uid.value: e.dtstart.value for e in held.vevent_list}
    ours = calendar(client, "?nature=expiration").walk("VEVENT")
    assert days == {str(e["UID"]): e["DTSTART"].dt for e in ours}
    assert "Halte" in "".join(e.description.value for e in held.vevent_list)


def test_the_file_is_the_same_each_time_and_its_names_last(client: FlaskClient) -> None:
    first, again = (client.get("/echeances.ics") for _ in "12")
    assert first.data == again.data
    assert first.headers["ETag"] == again.headers["ETag"]
    all_of = {str(c["UID"]) for c in calendar(client).walk("VEVENT")}
    some = {str(c["UID"]) for c in calendar(client, "?nature=expiration").walk("VEVENT")}
    assert some < all_of
    assert all(str(c["DTSTAMP"].dt.date()) == "2026-11-24" for c in calendar(client).walk("VEVENT"))


def test_lines_are_folded_and_hostile_titles_are_only_text() -> None:
    hostile = "Fin\r\nBEGIN:VALARM;\\, « é » " + "x" * 300
    e = make(cle="d", nature=Nature.EXPIRATION, date=PartialDate(2027, 1, 2), objet=hostile)
    told = Calendrier("T, ; t", "", "", "/echeances", TODAY, [e], lambda _: CHANGED, CHANGED)
    written = ics.write(told)
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert b"\r\nBEGIN:VALARM" not in written
    again: Any = Calendar.from_ical(written)
    (event,) = again.walk("VEVENT")
    assert "BEGIN:VALARM" in str(event["SUMMARY"])
    assert "URL" not in event, "no address but a whole one"


def test_what_is_past_or_unknown_is_left_out_and_counted() -> None:
    found = [
        make(cle="passee", date=PartialDate(2024)),
        make(cle="parue", nature=Nature.EVALUATION, date=PartialDate(2026, 10)),
        make(cle="inconnue", date=None),
        make(cle="mois", date=PartialDate(2026, 12)),
        make(cle="jour", date=PartialDate(2020, 1, 1), constat=Constat.RECENSEE),
    ]
    told = Calendrier("T", "", "", "/", TODAY, found, lambda _: CHANGED, CHANGED)
    text = calendrier.description(told)
    assert "2 passées ou parues" in text
    assert "1 de date inconnue" in text
    kinds = [ics.component(e, TODAY, Imprecises.TACHES) for e in found]
    assert [k.name if k else None for k in kinds] == [None, None, None, "VTODO", "VEVENT"]
    band: Any = ics.component(found[3], TODAY, Imprecises.BANDEAUX)
    assert band is not None
    assert (band["DTSTART"].dt, band["DTEND"].dt) == (date(2026, 12, 1), date(2027, 1, 1))


# ---- Feed ----


def feed(client: FlaskClient, query: str = "") -> ET.Element:
    answer = client.get(f"/echeances.atom{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.text)  # noqa: S314  our own


def test_the_feed_tells_each_deadline_with_its_date(client: FlaskClient) -> None:
    found = feed(client, "?experimentation=halte_soins_addictions")
    entries = found.findall(f"{ATOM}entry")
    titles = [e.findtext(f"{ATOM}title") or "" for e in entries]
    assert any("le 31\xa0décembre 2027" in t for t in titles)
    names = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(names)) == len(names) == len(titles)
    links = {x.get("rel"): x.get("href") or "" for x in found.findall(f"{ATOM}link")}
    assert links["alternate"].endswith("/echeances?experimentation=halte_soins_addictions")
    assert client.get("/echeances.atom?page=99").status_code == 422
    pages = {x.get("rel"): x.get("href") or "" for x in feed(client).findall(f"{ATOM}link")}
    assert pages["next"].endswith("/echeances.atom?page=2")


# ---- Embed and endpoint ----


def test_the_embed_shows_as_many_as_asked(client: FlaskClient) -> None:
    answer = client.get("/embed/echeances?nombre=3&region=32")
    document = Document(answer.text)
    rows = [e for e in document.one("ol", "frise").iter() if e.tag == "li"]
    assert len(rows) == 3
    assert "Set-Cookie" not in answer.headers
    assert "échéances datées" in document.text
    values = json.loads(client.get("/embed/echeances.json?region=32").text)
    assert values["page"] == "/echeances?region=32"
    assert {row["date"] for row in values["donnees"]} >= {None}
    for ending in ("svg", "png", "csv"):
        assert client.get(f"/embed/echeances.{ending}?nombre=3").status_code == 200


def test_a_frame_is_frozen_like_the_others(client: FlaskClient) -> None:
    sent = {"genre": "echeances", "region": "32", "nombre": "3"}
    head = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    made = client.post("/figes", data=sent, headers=head)
    assert made.status_code in {200, 201}, made.text
    assert "Échéances" in client.get(made.get_json()["adresse"]).text
    assert "rien n’a changé" in client.get(made.get_json()["changements"]).text


def test_the_page_has_its_frame(client: FlaskClient) -> None:
    address = "http://localhost/echeances?region=32&vue=tableau"
    answer = client.get("/oembed", query_string={"url": address})
    assert "/embed/echeances?region=32" in answer.get_json()["html"]


def test_the_endpoint_lists_what_the_page_shows(client: FlaskClient, services: Services) -> None:
    answer = client.get("/api/v1/echeances?region=32&limit=1000")
    asked = Choix.parse({"region": ["32"]})
    whole = services.echeances.registre(asked, datetime.now(tz=UTC).date()).toutes
    rows = answer.get_json()
    assert [r["id"] for r in rows] == [e.cle for e in whole]
    assert answer.headers["X-Total-Count"] == str(len(whole))
    for row, e in zip(rows, whole, strict=True):
        assert (row["auPlusTot"] is None) == (e.date is None)
    assert client.get("/api/v1/echeances?experimentation=licorne").status_code == 404
    assert client.get("/api/v1/echeances?de=2027&a=2026").status_code == 409
    assert client.get("/api/v1/echeances?nature=magie").status_code == 422
