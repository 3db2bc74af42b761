"""How often one address may ask the programs' surfaces: told in headers, refused with 429."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import TYPE_CHECKING

from flask import g, request
from werkzeug.exceptions import TooManyRequests

from cartoexp.domain.debit import Debit
from cartoexp.services.debits import Debits

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.domain.debit import Verdict

PATHS = ("/api/", "/ogc")
EXEMPT = ""
"""The name of who is not counted: this machine."""
_PREFIX = 64
"""Bits of an IPv6 address that are one subscriber's."""


def install(server: Flask, per_second: int, proxies: int) -> None:
    """Count the requests of each address; none are when ``per_second`` is 0.

    ``proxies`` is how many of our own stand before the server: as many ends of X-Forwarded-For
    are believed.
    """
    if not per_second:
        return
    debits = Debits(Debit(per_second))
    policy = f"{per_second};w=1"

    @server.before_request
    def count() -> None:
        if not request.path.startswith(PATHS) or request.method == "OPTIONS":
            return
        name = subscriber(request.remote_addr, request.headers.get("X-Forwarded-For"), proxies)
        if name == EXEMPT:
            return
        verdict = g.verdict = debits.take(name)
        if not verdict.admise:
            raise TooManyRequests(retry_after=ceil(verdict.attente_s))

    @server.after_request
    def tell(response: Response) -> Response:
        verdict: Verdict | None = g.get("verdict")
        if verdict is not None:
            headers = response.headers
            headers["RateLimit-Limit"] = str(per_second)
            headers["RateLimit-Remaining"] = str(verdict.reste)
            headers["RateLimit-Reset"] = str(ceil(verdict.plein_s))
            headers["RateLimit-Policy"] = policy
        return response


@lru_cache(maxsize=4_096)
def subscriber(address: str | None, forwarded: str | None, proxies: int) -> str:
    """Return who asks: an address, or the network of an IPv6 one; ``EXEMPT`` for this machine.

    What stands in X-Forwarded-For before the ends that our own proxies wrote is anyone's word.
    """
    given = [part.strip() for part in (forwarded or "").split(",")] if proxies else []
    told = given[-min(proxies, len(given))] if forwarded and given else address or ""
    try:
        found = ip_address(_without_port(told))
    except ValueError:  # a socket of this machine, or a proxy that writes no address
        return told or EXEMPT
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return EXEMPT if found.is_loopback else str(IPv6Network((found, _PREFIX), strict=False))
        found = found.ipv4_mapped
    return EXEMPT if found.is_loopback else str(found)


def _without_port(told: str) -> str:
    if told.startswith("["):
        return told[1:].partition("]")[0]
    return told.partition(":")[0] if told.count(":") == 1 else told
