"""Downloads: whole and of the expected content, or one line and nothing."""

from __future__ import annotations

import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.reference.ajouts import telecharger
from cartoexp.reference.ajouts.errors import SourceInjoignableError
from cartoexp.reference.ajouts.telecharger import obtain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT = b"contenu" * 1000
DIGEST = sha256(CONTENT).hexdigest()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path != "/absent" else 404)
        self.send_header("Content-Length", str(len(CONTENT) * (2 if self.path == "/cut" else 1)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refusal(source: str, expected: str = "") -> str:
    with pytest.raises(SourceInjoignableError) as error, obtain(source, expected):
        pytest.fail("nothing should be yielded")
    (line,) = error.value.lines()
    assert line.endswith("Rien n’a été changé.")
    return line


def test_a_file_is_the_same_from_an_address_and_from_a_path(address: str, tmp_path: Path) -> None:
    path = tmp_path / "base.zip"
    path.write_bytes(CONTENT)
    for source in (f"{address}/base.zip", str(path)):
        with obtain(source, DIGEST.upper()) as found:
            assert found.chemin.read_bytes() == CONTENT
            assert found.sha256 == DIGEST
    assert path.exists()


def test_what_fails_is_one_line(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "répond 404" in refusal(f"{address}/absent")
    assert "interrompu" in refusal(f"{address}/cut")
    assert "empreinte" in refusal(f"{address}/x", "0" * 64)
    assert "injoignable" in refusal("http://127.0.0.1:9/x")
    assert "https" in refusal("file:///etc/passwd")
    assert "injoignable" in refusal("http://[::1/x")
    assert "introuvable" in refusal(str(tmp_path / "absent.zip"))
    assert "--source" in refusal("")
    monkeypatch.setattr(telecharger, "LARGEST", 10)
    assert "plus de 10 octets" in refusal(f"{address}/x")


def test_offline_the_command_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "depot"
    monkeypatch.setenv("CARTOEXP_INDICATEURS_DIR", str(folder))
    monkeypatch.setenv("CARTOEXP_COMPARATEUR_SOURCE", "http://127.0.0.1:9/base.zip")
    result = CliRunner().invoke(app, ["fetch", "insee-comparateur"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not folder.exists()
