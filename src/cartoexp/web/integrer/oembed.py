"""oEmbed provider (https://oembed.com): an address of ours in, a frame out."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from flask import Response, abort
from werkzeug.exceptions import NotFound

from cartoexp.domain.query import Reader
from cartoexp.web.context import cached, query
from cartoexp.web.embeds import rendre
from cartoexp.web.embeds.demande import NARROWEST
from cartoexp.web.integrer import adresses, fige
from cartoexp.web.shell import CARD, CARD_SIZE, OEMBED, SITE

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

WIDTH, LEAST, MOST = 600, 1, 100_000
DAY_S, FROZEN_S = 86_400, 31_536_000
KEPT = "public, max-age=300"


def register(server: Flask, web: Web) -> None:
    """Attach the provider to ``server``."""

    @server.get(OEMBED)
    def oembed() -> Response:
        reader = Reader(query())
        if (reader.single("format") or "json") != "json":
            abort(501)
        wide = reader.integer("maxwidth", MOST, LEAST, MOST)
        high = reader.integer("maxheight", MOST, LEAST, MOST)
        reader.raise_problems()
        told = describe(web, reader.single("url") or "", wide, high)
        response = Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return cached(response, KEPT)


def describe(web: Web, url: str, wide: int, high: int) -> dict[str, Any]:
    """Return the answer for an address, within a width and a height in pixels.

    Raises:
        NotFound: for an address that is not ours, or that no embed shows.
        NotFoundError: for a target that does not exist.
        InvalidParametersError: for a view that is refused.
    """
    origin = web.shell.origin()
    address = adresses.local(url, origin)
    if address is None:
        raise NotFound
    frozen = adresses.frozen(address)
    if frozen is not None:
        return _frozen(web, frozen, (wide, high), origin)
    vue = adresses.find(web, address)
    if vue is None:
        raise NotFound
    rendu = rendre(web, vue)
    size = (min(rendu.largeur, wide), min(rendu.hauteur, high))
    told = _told(rendu.titre, f"{origin}{vue.adresse()}", size, origin)
    shown = _within(CARD_SIZE, (wide, high))
    if shown is not None:
        path = vue.adresse("png", **CARD, largeur=str(shown[0]))
        told |= _thumbnail(f"{origin}{path}", shown)
    return told | {"cache_age": DAY_S}


def _frozen(web: Web, empreinte: str, most: tuple[int, int], origin: str) -> dict[str, Any]:
    vue = web.services.figees.get(empreinte)
    wide, high = most
    size = (min(WIDTH, wide), min(vue.hauteur, high))
    told = _told(f"{vue.titre} ({vue.le})", f"{origin}{vue.chemin}", size, origin)
    shown = _within(fige.size(vue), most)
    if shown is not None:
        told |= _thumbnail(f"{origin}{vue.chemin}.png?largeur={shown[0]}", shown)
    return told | {"cache_age": FROZEN_S}


def _told(title: str, address: str, size: tuple[int, int], origin: str) -> dict[str, Any]:
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "author_name": SITE,
        "author_url": f"{origin}/",
        "provider_name": SITE,
        "provider_url": f"{origin}/",
        "html": frame(address, title, size[0], size[1]),
        "width": size[0],
        "height": size[1],
    }


def frame(address: str, title: str, wide: int | None, high: int) -> str:
    """Return the frame of an embed; it narrows with the page that holds it.

    ``wide`` is the most that it takes, the whole width when it is ``None``.
    """
    limit = "" if wide is None else f"max-width:{wide}px;"
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" '
        f'width="{"100%" if wide is None else wide}" height="{high}" '
        f'style="width:100%;{limit}border:0" loading="lazy"></iframe>'
    )


def _within(size: tuple[int, int], most: tuple[int, int]) -> tuple[int, int] | None:
    """Return a picture's size once it fits, ``None`` when it would be too small to be drawn."""
    scale = min(1.0, most[0] / size[0], most[1] / size[1])
    wide = int(size[0] * scale)
    return (wide, int(wide * size[1] / size[0])) if wide >= NARROWEST else None


def _thumbnail(address: str, size: tuple[int, int]) -> dict[str, Any]:
    return {
        "thumbnail_url": address,
        "thumbnail_width": size[0],
        "thumbnail_height": size[1],
    }
