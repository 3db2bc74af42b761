"""Our own server on loopback, started as people start it and stopped at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from cartoexp import ROOT
from tests.postgis import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE_S = 120.0
FIRST_PAGE = "/"


class ServerError(RuntimeError):
    """The server ended, or did not answer in time; the text is what it wrote."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; ``answered_s`` after the start of its process."""

    port: int
    process: psutil.Popen
    answered_s: float

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer requests: those without children."""
        every = self.process.children(recursive=True)
        parents = {p.ppid() for p in every}
        return [p for p in every if p.pid not in parents]


def by_command(port: int, workers: int = 2) -> list[str]:
    """Return the command that serves."""
    program = [str(Path(sys.executable).with_name("cartoexp")), "serve"]
    return [*program, "--port", str(port), "--workers", str(workers)]


def without_loading(port: int, workers: int = 1) -> list[str]:
    """Return the command that serves a database as it is, with whatever catalogue it holds."""
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
    return [*command, "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "app:server"]


def with_map_alone(port: int) -> list[str]:
    """Return the command that serves the same, with the map alone as a page more."""
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
    return [*command, "--bind", f"127.0.0.1:{port}", "benchmarks.seule:create()"]


def by_make(port: int) -> list[str]:
    """Return the command of the README."""
    return ["make", "--silent", "serve", f"PORT={port}"]


@contextmanager
def running(command: Sequence[str], port: int, database_url: str) -> Iterator[Running]:
    """Start ``command``, wait for its first page, stop it and its children at the end.

    Raises:
        ServerError: when it ends or stays silent.
    """
    # What whoever measures has added to their own site is no part of what is measured.
    own = {"CARTOEXP_DATABASE_URL": database_url, "CARTOEXP_INDICATEURS_DIR": os.devnull}
    environment = {**os.environ, **own}
    # Where it is set, each start compiles every module again: nobody's server is run like that.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile("w+") as log:
        start = time.perf_counter()
        process = psutil.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(process, port)
            yield Running(port, process, time.perf_counter() - start)
        except ServerError:
            log.seek(0)
            raise ServerError(log.read()[-2_000:]) from None
        finally:
            # A session of its own: the group holds this server's processes and nothing else.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with suppress(psutil.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def free() -> int:
    """Return a port of loopback that nobody listens on."""
    return free_port()


def _wait(process: psutil.Popen, port: int) -> None:
    limit = time.monotonic() + PATIENCE_S
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > limit:
            raise ServerError
        time.sleep(0.01)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        with suppress(OSError, HTTPException):
            connection.request("GET", FIRST_PAGE)
            response = connection.getresponse()
            return response.status == 200 and len(response.read()) > 0
    finally:
        connection.close()
    return False
