"""The site's own address: what absolute links begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import has_request_context, request

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""These names lead to the asker's own machine: nobody else can be sent astray by them."""


def host_names(text: str) -> frozenset[str]:
    """Return the hosts of a comma-separated list."""
    return frozenset(h.strip().lower() for h in text.split(",") if h.strip())


def asked_host() -> str:
    """Return the host of the request, without its port, or an empty text when it is malformed."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


def find_origin(base_url: str, trusted_hosts: str) -> Callable[[], str]:
    """Return what gives the address of the site, or an empty text when it is not known.

    It is the one of the settings. Without it, the host of the request is believed only when it
    is a trusted one: anyone can write any name there, and the answer may be kept in a cache.
    """
    known = host_names(trusted_hosts) | LOOPBACK

    def origin() -> str:
        if base_url:
            return base_url
        if not has_request_context() or asked_host() not in known:
            return ""
        return request.host_url.rstrip("/")

    return origin
