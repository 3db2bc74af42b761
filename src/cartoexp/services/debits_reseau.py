"""Use case: hold every address to a rate, several machines together, by the server they share."""

from __future__ import annotations

import logging
import time
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from cartoexp.domain.debit import Verdict
from cartoexp.services.debits import Debits

if TYPE_CHECKING:
    from cartoexp.domain.debit import Debit

ANSWER_S = 0.5
"""Seconds that a request waits for the server."""
REST_S = 30.0
"""Seconds during which a server that did not answer is not asked again."""
_log = logging.getLogger("cartoexp.debits")


class DebitsReseau:
    """What each name has left of one rate, in a Redis server.

    Names are kept there under a hash keyed by the server's own address, for as long as the rate
    counts. While it does not answer, each machine counts by itself: nobody is kept out.
    """

    def __init__(self, debit: Debit, url: str, usage: str) -> None:
        """Prepare to ask; ``usage`` tells the rates of a server apart."""
        waits = {"socket_timeout": ANSWER_S, "socket_connect_timeout": ANSWER_S}
        storage = storage_from_string(url, wrap_exceptions=True, key_prefix="cartoexp", **waits)
        self._strategy = MovingWindowRateLimiter(storage)
        self._item = RateLimitItemPerSecond(debit.limite, int(debit.periode_s), usage)
        self._key = sha256(url.encode()).digest()
        self._own = Debits(debit)
        self._rests_until = 0.0

    def take(self, name: str) -> Verdict:
        """Take one request for a name."""
        if time.monotonic() >= self._rests_until:
            try:
                return self._ask(blake2b(name.encode(), key=self._key, digest_size=16).hexdigest())
            except StorageError:
                self._rests_until = time.monotonic() + REST_S
                _log.warning("Redis ne répond pas\u00a0: chaque serveur compte seul en attendant.")
        return self._own.take(name)

    def _ask(self, key: str) -> Verdict:
        admitted = self._strategy.hit(self._item, key)
        stats = self._strategy.get_window_stats(self._item, key)
        left = max(stats.reset_time - time.time(), 0.0)
        return Verdict(admitted, stats.remaining, left, 0.0 if admitted else left)
