"""Two servers over one PostGIS: what is decided on one is told by the other at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests import gunicorns
from tests.contributions import Bureau, nouvelle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def read(address: str) -> str:
    with urlopen(address, timeout=10) as answer:  # noqa: S310  our own server
        return str(answer.read().decode())


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
    for path in SURFACES[:1]:  # both have read the catalogue as it was
        assert [TITRE in read(f"{server}{path}") for server in two] == [False, False]
    fiche = bureau.publier(bureau.envoyer(nouvelle(TITRE))[1]).fiche
    for path in SURFACES:
        waited(two, path.format(fiche=fiche), TITRE)
