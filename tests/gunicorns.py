"""The site as it is served for real: gunicorn on loopback, over a database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from tests.loaded import ROOT
from tests.postgis import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 60
COMMAND = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--workers", "1"]


@contextmanager
def served(url: str, several: int = 1, **settings: str) -> Iterator[list[str]]:
    """Start servers over one database; give their addresses, stop them at the end."""
    ports = [free_port() for _ in range(several)]
    with ExitStack() as stack:
        started = [stack.enter_context(_process(url, port, settings)) for port in ports]
        for port, process in zip(ports, started, strict=True):
            _wait(port, process)
        yield [f"http://127.0.0.1:{port}" for port in ports]


@contextmanager
def _process(url: str, port: int, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603  our own interpreter and arguments
        [*COMMAND, "--bind", f"127.0.0.1:{port}", "app:server"],
        cwd=ROOT,
        env={**os.environ, "CARTOEXP_DATABASE_URL": url, **settings},
    )
    try:
        yield process
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
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail("the server did not answer in time")
