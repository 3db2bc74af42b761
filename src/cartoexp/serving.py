"""Running of gunicorn from the command line: wait for an answer, say the address, stop cleanly."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_S = 60.0
PREPARE = "CARTOEXP_PREPARE"
"""Set for the server by ``cartoexp serve``: gunicorn then calls ``prepare``."""


def prepare() -> None:
    """Create, migrate and load the database unless it is up to date.

    A database that does not answer is told: the site looks for it at each demand. Anything else
    is told too, and ends the process with status 2.
    """
    # Imported here: the command line that waits for the server needs none of it.
    from cartoexp.domain.errors import CartoexpError, DatabaseUnavailableError  # noqa: PLC0415
    from cartoexp.services import loading  # noqa: PLC0415
    from cartoexp.settings import Settings  # noqa: PLC0415
    from cartoexp.store.ajouts import read_ajouts  # noqa: PLC0415
    from cartoexp.store.reference import read_manifest  # noqa: PLC0415

    settings = Settings()
    try:
        loading.load(settings.database_url, settings.reference_dir, settings.catalogue_dir)
        version = read_manifest(settings.reference_dir)["version"]
        if told := read_ajouts(settings.indicateurs_dir, version).remarque:
            sys.stderr.write(f"{told}\n")
    except DatabaseUnavailableError as error:
        sys.stderr.write(f"{error} Le site démarre et la cherchera à chaque demande.\n")
    except CartoexpError as error:
        sys.stderr.write("".join(f"{line}\n" for line in error.lines()))
        sys.exit(UNUSABLE)


UNUSABLE = 2


def spare_memory() -> None:
    """Have large arrays given back to the system once freed, and no thread keep a heap of its own.

    glibc keeps freed memory for later, and the more so the larger it was: as much as 40 MB after
    each model that is learnt. Elsewhere than on glibc nothing is done.
    """
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(M_MMAP_THRESHOLD, LARGE_ARRAY)
        libc.mallopt(M_ARENA_MAX, 1)


def give_memory_back() -> None:
    """Return to the system what the start has freed, 40 MB; on glibc only."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


M_MMAP_THRESHOLD, LARGE_ARRAY, M_ARENA_MAX = -3, 4 * 2**20, -8


def is_taken(host: str, port: int) -> bool:
    """Tell whether something already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def run(
    root: Path,
    host: str,
    port: int,
    workers: int,
    tell: Callable[[str], None],
) -> int:
    """Serve until interrupted; return the exit status of the server, 0 after an interruption.

    The server prepares the database itself, before its first worker: nothing is imported twice.
    """
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "--config", str(root / "gunicorn.conf.py")]
    command += ["--bind", bind, "--workers", str(workers), "--chdir", str(root), "app:server"]
    stopping: list[int] = []
    process = subprocess.Popen(command, env={**os.environ, PREPARE: "1"})  # noqa: S603  our own interpreter and arguments

    def stop(number: int, _frame: object) -> None:
        stopping.append(number)
        process.send_signal(signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    Thread(target=_announce, args=(process, host, port, bind, tell), daemon=True).start()
    status = process.wait()
    return 0 if stopping else status


def _announce(
    process: subprocess.Popen[bytes], host: str, port: int, bind: str, tell: Callable[[str], None]
) -> None:
    limit = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < limit:
        if _answers(host, port):
            tell(f"Cartoexp répond sur http://{bind} (Ctrl-C pour arrêter)")
            return
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    connection = HTTPConnection(local, port, timeout=2)
    with suppress(OSError, HTTPException):
        connection.request("GET", "/methode")
        return connection.getresponse().status > 0
    return False
