"""The site as it is served for real, on loopback, opened in the system's Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests import gunicorns

expect.set_options(timeout=15_000)  # a machine with two cores runs two browsers and a server


@pytest.fixture(scope="session")
def site_database(make_loaded_database: Callable[[str], str]) -> str:
    """The database of the site: what a test writes there is seen by the others."""
    return make_loaded_database("sqlite")


@pytest.fixture(scope="session")
def site(site_database: str) -> Iterator[str]:
    """Address of the whole application behind gunicorn, stopped at the end."""
    with gunicorns.served(site_database) as (address,):
        yield address


@pytest.fixture
def troubles(page: Page, site: str) -> list[str]:
    """What goes wrong while a page is open: errors, failed and foreign requests."""
    found: list[str] = []

    def requested(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            found.append(f"foreign {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what leaving a page stops is no failure
            found.append(f"failed {request.url} {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            found.append(f"{response.status} {response.url}")

    page.on("request", requested)
    page.on("response", answered)
    page.on("requestfailed", failed)
    page.on("pageerror", lambda error: found.append(f"error {error}"))
    page.on(
        "console",
        lambda m: found.append(f"{m.type} {m.text}") if m.type in {"error", "warning"} else None,
    )
    return found
