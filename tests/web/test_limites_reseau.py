"""Several servers that count together, by a Redis server; and each alone while it is away."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import redis
from pydantic import ValidationError

from cartoexp.domain.debit import Debit
from cartoexp.services.debits_reseau import ANSWER_S, DebitsReseau
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests import redis_server

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

FORM = "/moderation/mot-de-passe/perdu"
ADDRESS = "203.0.113.7"


@pytest.fixture
def two(services: Services, redis_url: str) -> list[FlaskClient]:
    """Two servers, which let an address try use three links an hour."""
    settings = Settings(limites_url=redis_url, connexions_par_heure=3, mandataires=1)
    return [create_app(settings, services).server.test_client() for _ in range(2)]


def try_(client: FlaskClient, address: str = ADDRESS) -> tuple[int, int]:
    answer = client.post(FORM, data={}, headers={"X-Forwarded-For": address})
    return answer.status_code, int(answer.headers.get("Retry-After", 0))


def test_two_servers_hold_one_rate(two: list[FlaskClient], redis_url: str) -> None:
    first, second = two
    assert [try_(c)[0] for c in (first, second, first)] == [410, 410, 410]
    for client in two:
        status, wait = try_(client)
        assert status == 429
        assert 3_500 < wait <= 3_600
    assert try_(second, "203.0.113.8")[0] == 410
    with redis.Redis.from_url(redis_url) as kept:
        keys = kept.keys()
        assert keys
        assert not any(ADDRESS.encode() in key for key in keys)
        assert all(0 < kept.ttl(key) <= 3_600 for key in keys)


def test_nobody_is_kept_out_while_it_does_not_answer(
    redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    debits = DebitsReseau(Debit(2, 3_600.0), redis_url, "essai")
    assert debits.take(ADDRESS).admise
    redis_server.stop(redis_url)
    since = time.monotonic()
    assert [debits.take(ADDRESS).admise for _ in range(3)] == [True, True, False]
    assert time.monotonic() - since < 3 * ANSWER_S
    assert [r.getMessage() for r in caplog.records if r.name == "cartoexp.debits"] == [
        "Redis ne répond pas\u00a0: chaque serveur compte seul en attendant."
    ]


def test_several_rates_of_a_server_are_told_apart(redis_url: str) -> None:
    ours, others = (DebitsReseau(Debit(1, 3_600.0), redis_url, u) for u in ("envois", "gels"))
    assert ours.take(ADDRESS).admise
    assert not ours.take(ADDRESS).admise
    assert others.take(ADDRESS).admise


@pytest.mark.parametrize("url", ["http://exemple.fr", "memory://", "redis:", "localhost:6379"])
def test_another_kind_of_address_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValidationError, match="limites_url"):
        Settings(limites_url=url)
