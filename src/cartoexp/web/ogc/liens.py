"""Links between the resources, and which of their two formats is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.query import Reader

ROOT = "/ogc"
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
FORMATS = {"json": JSON, "html": HTML}
Lien = dict[str, str]
Query = Mapping[str, Sequence[str]]


def link(href: str, rel: str, media: str, title: str) -> Lien:
    """Return a link; its title is in French."""
    found = {"href": href, "rel": rel, "type": media, "title": title}
    return {**found, "hreflang": "fr"} if media in {HTML, JSON} else found


def of(address: str, media: str, query: Query | None = None) -> Iterator[Lien]:
    """Yield the links of a resource to itself and to its other format."""
    kept = encode(query or {})
    ours = {"json": (media, "Ce document en JSON"), "html": (HTML, "Cette page, à lire")}
    asked = "html" if wants_html() else "json"
    for name in (asked, "json" if asked == "html" else "html"):
        kind, title = ours[name]
        rel = "self" if name == asked else "alternate"
        yield link(f"{address}?{kept}f={name}", rel, kind, title)


def at(address: str, query: Query, offset: int, asked: str) -> str:
    """Return the address of the same features from another one on, in a format."""
    moved = {k: v for k, v in query.items() if k != "offset"}
    if offset:
        moved["offset"] = [str(offset)]
    return f"{address}?{encode(moved)}f={asked}"


def encode(query: Query) -> str:
    """Return a query less its format, ready for more."""
    pairs = [(k, v) for k, values in query.items() if k != "f" for v in values]
    return f"{urlencode(pairs, safe=',:/')}&" if pairs else ""


def wants_html() -> bool:
    """Tell whether a page is asked for: by ``f``, else by the header Accept."""
    asked = request.args.get("f")
    if asked:
        return asked == "html"
    if HTML not in request.headers.get("Accept", ""):
        return False
    accepted = request.accept_mimetypes
    return accepted.best_match([JSON, GEOJSON, HTML]) == HTML


def read_format(reader: Reader) -> None:
    """Refuse a format that is none; the refusal is kept by the reader."""
    given = reader.single("f")
    if given is not None and given not in FORMATS:
        reader.problem("f", "« f » attend un des formats.", list(FORMATS))
