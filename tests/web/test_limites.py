"""Rate limits: who is counted, what is told, and that two processes hold one limit together."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.debit import Debit
from cartoexp.services.debits import Debits
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.limites import EXEMPT, subscriber

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

PATH = "/api/v1/regions?limit=1"
ABROAD = "203.0.113.7"


@pytest.fixture
def limited(services: Services) -> FlaskClient:
    """The application behind one proxy, at three requests a second and address."""
    settings = Settings(limite_par_seconde=3, mandataires=1)
    client: FlaskClient = create_app(settings, services).server.test_client()
    return client


def ask(client: FlaskClient, address: str, path: str = PATH, forwarded: str = "") -> TestResponse:
    """Ask as an address."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client.get(path, environ_base={"REMOTE_ADDR": address}, headers=headers)


def test_the_rate_is_told_then_held(limited: FlaskClient) -> None:
    answers = [ask(limited, ABROAD) for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert [a.headers["RateLimit-Remaining"] for a in answers] == ["2", "1", "0", "0"]
    refused = answers[-1]
    assert refused.headers["RateLimit-Limit"] == "3"
    assert refused.headers["RateLimit-Policy"] == "3;w=1"
    assert refused.headers["RateLimit-Reset"] == "1"
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert refused.mimetype == "application/problem+json"
    assert refused.json
    assert refused.json["status"] == 429
    assert "Retry-After" in refused.json["detail"]
    assert ask(limited, "203.0.113.8").status_code == 200, "another address is not concerned"


def test_this_machine_the_pages_and_preflights_are_not_counted(limited: FlaskClient) -> None:
    for _ in range(6):
        here = ask(limited, "127.0.0.1")
        assert here.status_code == 200
        assert "RateLimit-Limit" not in here.headers
        assert ask(limited, ABROAD, "/methode").status_code == 200
        asked = limited.options(PATH, environ_base={"REMOTE_ADDR": ABROAD})
        assert asked.status_code == 200


def test_only_what_our_proxy_wrote_tells_who_asks(limited: FlaskClient) -> None:
    forged = [f"198.51.100.{n}, {ABROAD}" for n in range(4)]
    statuses = [ask(limited, "127.0.0.1", forwarded=f).status_code for f in forged]
    assert statuses == [200, 200, 200, 429]


def test_no_limit_when_there_is_none(services: Services) -> None:
    client = create_app(Settings(limite_par_seconde=0), services).server.test_client()
    answer = ask(client, ABROAD)
    assert answer.status_code == 200
    assert "RateLimit-Limit" not in answer.headers


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "expected"),
    [
        ("203.0.113.7", None, 0, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", 0, "203.0.113.7"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.7", 1, "203.0.113.7"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.7", 2, "198.51.100.1"),
        ("10.0.0.2", "203.0.113.7", 2, "203.0.113.7"),
        ("10.0.0.2", None, 1, "10.0.0.2"),
        ("10.0.0.2", "203.0.113.7:4711", 1, "203.0.113.7"),
        ("10.0.0.2", "[2001:db8:1:2:3::4]:4711", 1, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", None, 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", None, 0, "203.0.113.7"),
        ("::ffff:127.0.0.1", None, 0, EXEMPT),
        ("127.0.0.1", None, 1, EXEMPT),
        ("::1", None, 0, EXEMPT),
        ("", None, 0, EXEMPT),
        (None, None, 0, EXEMPT),
        ("10.0.0.2", "unknown", 1, "unknown"),
    ],
)
def test_who_is_counted(
    address: str | None, forwarded: str | None, proxies: int, expected: str
) -> None:
    assert subscriber(address, forwarded, proxies) == expected


def test_processes_forked_later_hold_one_limit_together() -> None:
    debits = Debits(Debit(100, 3_600.0))
    reading, writing = os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            admitted = sum(debits.take("a").admise for _ in range(80))
            os.write(writing, bytes([admitted]))
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert sum(os.read(reading, 3)) == 100
    os.close(reading)
    os.close(writing)
    assert not debits.take("a").admise
    assert debits.take("b").admise


def test_more_names_than_places_are_all_answered() -> None:
    debits = Debits(Debit(2))
    verdicts = Counter(debits.take(f"n{n}", 5.0).admise for n in range(100_000))
    assert verdicts == {True: 100_000}
    assert debits.take("n99999", 5.0).reste == 0
