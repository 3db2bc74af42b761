"""A Redis server that lasts as long as a test."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.postgis import free_port

PATIENCE_S = 10.0


@contextmanager
def started(binary: Path, folder: Path) -> Iterator[str]:
    """Start a server on loopback that writes nothing; give its address.

    Raises:
        RuntimeError: it does not answer; its own words are the message.
    """
    port, password = free_port(), secrets.token_hex(8)
    options = {"port": port, "bind": "127.0.0.1", "requirepass": password, "save": ""}
    told = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    log = folder / "redis.log"
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - a program found by us, no outside input
            [binary, *told], cwd=folder, stdout=output, stderr=output
        )
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    try:
        _wait(url, log)
        yield url
    finally:
        process.kill()
        process.wait()


def stop(url: str) -> None:
    """Stop the server of an address."""
    with redis.Redis.from_url(url) as client:
        client.shutdown(nosave=True, now=True)


def _wait(url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with redis.Redis.from_url(url) as client:
                client.ping()
        except redis.ConnectionError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(log.read_text())
