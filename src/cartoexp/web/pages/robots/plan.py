"""Site maps (sitemaps.org, 0.9) as XML; pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MOST = 50_000
"""Addresses that one site map may hold; the largest part, the communes, has some 35,000."""


def index(origin: str, paths: Iterable[str]) -> str:
    """Return the list of the site maps."""
    inside = "".join(f"<sitemap><loc>{escape(origin + path)}</loc></sitemap>\n" for path in paths)
    return f"{HEAD}<sitemapindex {SPACE}>\n{inside}</sitemapindex>\n"


def urls(origin: str, addresses: Iterable[tuple[str, str | None]]) -> str:
    """Return one site map: (path, date) pairs; a date that is not known is not written.

    Raises:
        ValueError: when there are more addresses than the protocol admits.
    """
    lines = [_url(origin + path, changed) for path, changed in addresses]
    if len(lines) > MOST:
        raise ValueError(f"{len(lines)} addresses in one site map")
    return f"{HEAD}<urlset {SPACE}>\n{''.join(lines)}</urlset>\n"


def _url(address: str, changed: str | None) -> str:
    told = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{told}</url>\n"
