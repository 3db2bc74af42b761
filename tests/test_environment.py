"""The test bed itself: what the other tests stand on."""

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, text

from tests.conftest import DATABASES
from tests.postgis import PostgisServer


@pytest.mark.parametrize("kind", DATABASES)
def test_a_new_database_is_empty(kind: str, make_database: Callable[[str], str]) -> None:
    first, second = create_engine(make_database(kind)), create_engine(make_database(kind))
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE mark (id INTEGER)"))
    assert "mark" in inspect(first).get_table_names()
    assert set(inspect(second).get_table_names()) <= {"spatial_ref_sys"}
    first.dispose()
    second.dispose()


def test_postgis_has_its_extensions(postgis_url: str) -> None:
    engine = create_engine(postgis_url)
    with engine.connect() as connection:
        area = connection.scalar(text("SELECT ST_Area('POLYGON((0 0,2 0,2 3,0 3,0 0))'::geometry)"))
        close = connection.scalar(text("SELECT similarity('toulouse', 'toulose')"))
    engine.dispose()
    assert area == 6
    assert close > 0.5


def test_postgis_asks_for_its_password(postgis_server: PostgisServer) -> None:
    url = postgis_server.url("postgres").replace(postgis_server.password, "wrong")
    engine = create_engine(url)
    with pytest.raises(Exception, match="password authentication failed"):
        engine.connect()
    engine.dispose()


class _Greeting(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<!doctype html><html lang=fr><title>Épreuve</title><h1>Épreuve".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


@pytest.fixture
def greeting_url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Greeting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_chromium_opens_our_pages(page: Page, greeting_url: str) -> None:
    page.goto(greeting_url)
    assert page.get_by_role("heading").inner_text() == "Épreuve"


def test_chromium_reaches_nothing_foreign(page: Page) -> None:
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
