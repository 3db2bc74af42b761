"""The database goes away and comes back: told to people and programs, mended without a restart."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url

from cartoexp.services.registry import Services
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests.loaded import REFERENCE
from tests.web.parsing import Document


class Cable:
    """A cable to a server that can be cut: a port that forwards to another."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.plugged = True
        self.open: list[socket.socket] = []
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if not self.plugged:
                near.close()
                continue
            far = socket.create_connection(self.target)
            self.open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        self.plugged = False
        for end in self.open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open.clear()

    def plug(self) -> None:
        self.plugged = True

    def close(self) -> None:
        self.cut()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


@pytest.fixture
def cable(loaded_postgis_url: str) -> Iterator[Cable]:
    url = make_url(loaded_postgis_url)
    cable = Cable(url.host or "127.0.0.1", url.port or 5432)
    yield cable
    cable.close()


@pytest.fixture
def client(loaded_postgis_url: str, cable: Cable) -> Iterator[FlaskClient]:
    url = make_url(loaded_postgis_url).set(port=cable.port)
    services = Services.connect(url.render_as_string(hide_password=False), REFERENCE)
    yield create_app(Settings(), services).server.test_client()
    services.close()


PATHS = [
    "/implantations.csv",
    "/experimentations.atom",
    "/echeances",
    "/echeances.ics",
    "/echeances.atom",
    "/",
    "/experimentations",
    "/experimentations/tzcld",
    "/territoires/commune/59178",
    "/health",
    "/embed/carte",
    "/embed/carte.svg",
    "/embed/experimentation/tzcld.json",
]


@pytest.mark.postgis
def test_the_site_says_it_and_recovers(client: FlaskClient, cable: Cable) -> None:
    assert [client.get(path).status_code for path in PATHS] == [200] * len(PATHS)
    cable.cut()
    for path in PATHS:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert int(answer.headers["Retry-After"]) > 0
    page = client.get("/experimentations")
    assert "La base de données ne répond pas" in page.text
    assert "rien n’est perdu" in page.text
    program = client.get("/api/v1/experimentations")
    assert program.mimetype == "application/problem+json"
    # What the database does not hold goes on: names, codes, positions, outlines.
    assert client.get("/api/v1/communes?nom=douai").status_code == 200
    cable.plug()
    assert [client.get(path).status_code for path in PATHS] == [200] * len(PATHS)


def test_an_empty_database_is_told_too(
    make_database: Callable[[str], str],
) -> None:
    services = Services.connect(make_database("sqlite"), REFERENCE)
    answer = create_app(Settings(), services).server.test_client().get("/experimentations")
    services.close()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    document = Document(answer.text)
    assert list(document.problems()) == []
    again = next(a for a in document.all("a") if a.text == "Réessayer")
    assert again.get("href") == ""
