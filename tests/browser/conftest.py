"""The site as it is served for real, on loopback, opened in the system's Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.loaded import ROOT

PATIENCE_S = 60
expect.set_options(timeout=15_000)  # a machine with two cores runs two browsers and a server


@pytest.fixture(scope="session")
def site(make_loaded_database: Callable[[str], str]) -> Iterator[str]:
    """Address of the whole application behind gunicorn, stopped at the end."""
    url = make_loaded_database("sqlite")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--workers", "1"]
    process = subprocess.Popen(  # noqa: S603  our own interpreter and arguments
        [*command, "--bind", f"127.0.0.1:{port}", "app:server"],
        cwd=ROOT,
        env={**os.environ, "CARTOEXP_DATABASE_URL": url},
    )
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit:
        assert process.poll() is None, "the server stopped by itself"
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    pytest.fail("the server did not answer in time")


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
