"""Headers of every answer, and the hosts that are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request

from cartoexp.web.origin import asked_host, host_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

PERMISSIONS = ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment"))


FRAMED = "/embed/"
"""Only what is under this path may be shown inside other sites."""


FRAMING = frozenset({"/integrer", "/ma-carte/<jeton>"})
"""Only these pages show our own embeds in frames."""


def policy(script_hashes: Sequence[str], ancestors: str = "'none'", frames: str = "'none'") -> str:
    """Return the Content-Security-Policy: nothing comes from elsewhere, nothing is evaluated.

    Inline styles are allowed: widths of bars and Leaflet's positions are style attributes.
    ``ancestors`` are the sites that may frame the answer, ``frames`` those that it may frame.
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-src": [frames],
        "frame-ancestors": [ancestors],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def install(server: Flask, script_hashes: Sequence[str], trusted_hosts: str) -> None:
    """Add the headers to every answer and refuse unknown hosts."""
    headers = {
        "Content-Security-Policy": policy(script_hashes),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": PERMISSIONS,
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    framed = headers | {"Content-Security-Policy": policy((), "*")}
    framing = headers | {"Content-Security-Policy": policy(script_hashes, frames="'self'")}
    del framed["X-Frame-Options"]
    hosts = host_names(trusted_hosts)

    @server.before_request
    def check_host() -> None:
        if hosts and asked_host() not in hosts:
            abort(400)

    @server.after_request
    def add_headers(response: Response) -> Response:
        rule = "" if request.url_rule is None else request.url_rule.rule
        given = framing if rule in FRAMING else headers
        if rule.startswith(FRAMED):
            given = framed
        # Asking for each name would walk through all of them each time.
        present = {name.lower() for name, _ in response.headers}
        for name, value in given.items():
            if name.lower() not in present:
                response.headers.add(name, value)
        return response
