"""What search engines read, and whose address it names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.pages.robots import PAGES, plan

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
AWAY = "http://ailleurs.example"


def addresses(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    root = ET.fromstring(answer.text)  # noqa: S314  our own document
    return [e.text or "" for e in root.iterfind(".//s:loc", SPACE)]


def test_every_fiche_is_in_one_part(client: FlaskClient, services: Services) -> None:
    parts = addresses(client, "/sitemap.xml")
    found = [a for part in parts for a in addresses(client, part.removeprefix("http://localhost"))]
    registry = services.derogations.registre()
    records = len(services.experiments.snapshot().experiments) + len(registry.inscriptions)
    pages = len(PAGES) + records + len(registry.normes)
    assert len(found) == len(set(found)) == pages + len(services.reference.territoires)
    assert all(a.startswith("http://localhost/") for a in found)
    for address in (*found[: len(PAGES)], found[200], found[-1]):
        assert client.get(address).status_code == 200, address


def test_it_is_compressed(client: FlaskClient) -> None:
    answer = client.get("/plans/commune.xml", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 400_000


def test_an_unknown_part(client: FlaskClient) -> None:
    assert client.get("/plans/canton.xml").status_code == 404


def test_robots_name_the_site_map(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /experimentations?" in text
    assert {"/contribuer", "/contribuer/criteres"} <= set(PAGES)
    for private in ("brouillon", "suivi"):
        assert f"Disallow: /contribuer/{private}/" in text


def test_an_untrusted_host_is_not_believed(client: FlaskClient) -> None:
    assert "ailleurs" not in client.get("/robots.txt", base_url=AWAY).text
    assert client.get("/sitemap.xml", base_url=AWAY).status_code == 404
    page = client.get("/methode", base_url=AWAY).text
    assert "ailleurs" not in page
    assert '<link rel="canonical" href="/methode">' in page
    assert "og:url" not in page


@pytest.mark.parametrize(
    ("given", "asked", "expected"),
    [
        ({"base_url": "https://carte.example/"}, AWAY, "https://carte.example"),
        ({"trusted_hosts": "ailleurs.example"}, AWAY, AWAY),
    ],
)
def test_the_address_comes_from_the_settings_or_a_trusted_host(
    services: Services, given: dict[str, str], asked: str, expected: str
) -> None:
    client = create_app(Settings(**given), services).server.test_client()  # type: ignore[arg-type]
    page = client.get("/experimentations/tzcld", base_url=asked).text
    assert f'<meta property="og:url" content="{expected}/experimentations/tzcld">' in page
    assert f'"url":"{expected}/experimentations/tzcld"' in page
    assert f"Sitemap: {expected}/sitemap.xml" in client.get("/robots.txt", base_url=asked).text


def test_a_date_is_written_only_when_it_is_known() -> None:
    text = plan.urls("https://x.example", [("/a?b&c", "2026-03"), ("/d", None)])
    assert "<loc>https://x.example/a?b&amp;c</loc><lastmod>2026-03</lastmod>" in text
    assert text.count("<lastmod>") == 1


def test_a_part_holds_no_more_than_the_protocol_admits() -> None:
    with pytest.raises(ValueError, match="50001"):
        plan.urls("", [("/", None)] * 50_001)
