"""Two servers over one PostGIS: what is decided on one is told by the other at once."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from cartoexp.services.comptes import CompteService
from tests import gunicorns
from tests.comptes import PASSWORD, pourvu
from tests.contributions import Bureau, nouvelle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WITHIN_S = 2.0
TITRE = "Un essai dont deux serveurs parlent"
SURFACES = (
    "/experimentations?theme=energie&q=serveurs+parlent",
    "/experimentations/{fiche}",
    "/tuiles/implantations.geojson?theme=energie",
    "/experimentations.atom?theme=energie",
    "/api/v1/experimentations/{fiche}",
    "/embed/experimentation/{fiche}",
    "/recherche?q=serveurs+parlent",
)


@pytest.fixture(scope="module")
def url(make_loaded_database: Callable[[str], str]) -> str:
    return make_loaded_database("postgis")


@pytest.fixture(scope="module")
def two(url: str) -> Iterator[list[str]]:
    with gunicorns.served(url, 2) as addresses:
        yield addresses


@pytest.fixture(scope="module")
def bureau(url: str) -> Iterator[Bureau]:
    made = Bureau(url)
    yield made
    made.close()


class Visite:
    """A browser without JavaScript, which keeps its cookies: they are of the host, not the port."""

    def __init__(self) -> None:
        self.opener = build_opener(HTTPCookieProcessor())

    def lire(
        self, address: str, form: Sequence[tuple[str, str]] = (), **more: str
    ) -> tuple[str, str]:
        """Return the text and the address where one is led; a form is sent if one is given."""
        data = urlencode([*form, *more.items()]).encode() if form or more else None
        try:
            with self.opener.open(address, data, timeout=10) as answer:
                return answer.read().decode(), answer.url
        except HTTPError as error:  # a page in words, all the same
            with error:
                return error.read().decode(), address


def champs(text: str) -> list[tuple[str, str]]:
    """What the form of a page holds before anything is written: hidden fields, ticked boxes."""
    kept = re.findall('<input[^>]*(?: checked|type="hidden")[^>]*>', text)
    told = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in kept]
    return [(tag["name"], unescape(tag.get("value", ""))) for tag in told]


def read(address: str) -> str:
    return Visite().lire(address)[0]


def waited(two: list[str], path: str, told: str) -> float:
    """Seconds until each of the servers tells something."""
    since = time.monotonic()
    for server in two:
        while told not in read(f"{server}{path}"):
            assert time.monotonic() - since < WITHIN_S, (server, path)
            time.sleep(0.02)
    return time.monotonic() - since


@pytest.mark.postgis
def test_a_decision_is_told_by_both(two: list[str], bureau: Bureau) -> None:
    """Sent to one, taken on the other, published on the first: each tells it at once."""
    here, there = two
    office, name = Visite(), "relecture@exemple.fr"
    pourvu(CompteService(bureau.sessions), name)
    _, sent = bureau.envoyer(nouvelle(TITRE))
    told = [("identifiant", name), ("mot_de_passe", PASSWORD)]
    office.lire(f"{here}/moderation/connexion", told)
    path = f"/moderation/contributions/{sent.id}"
    form = champs(office.lire(f"{there}{path}")[0])
    office.lire(f"{there}{path}", form, geste="prise")
    assert [TITRE in read(f"{server}{SURFACES[0]}") for server in two] == [False, False]
    form = champs(office.lire(f"{here}{path}")[0])
    page, _ = office.lire(f"{here}{path}", form, geste="publication")
    assert "C’est publié" in page
    fiche = bureau.moderer.relire(sent.id, bureau.tick()).contribution.fiche
    for surface in SURFACES:
        waited(two, surface.format(fiche=fiche), TITRE)


@pytest.mark.postgis
def test_a_form_of_one_is_taken_by_the_other(two: list[str]) -> None:
    """They sign with one secret; a fast sender is asked once more, and then let through."""
    here, there = two
    form = champs(read(f"{here}/contribuer/signaler"))
    held, _ = Visite().lire(f"{there}/contribuer/signaler", form, message="Ce chiffre est faux.")
    assert "Rien n’est perdu" in held
    taken, address = Visite().lire(f"{here}/contribuer/signaler", champs(held))
    assert "Reçue" in taken
    assert "Reçue" in read(address.replace(here, there))
