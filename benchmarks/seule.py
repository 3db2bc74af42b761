"""Our map alone in a page, as its peers are: what ``/`` loads for its map, and no panel, no Dash.

gunicorn --config gunicorn.conf.py 'benchmarks.seule:create()'

It is our own server with one page more. That page is cut out of ``/``: the same style sheet, the
same script, the same addresses asked ahead, the same colours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from cartoexp.settings import Settings
from cartoexp.web.factory import create_app

if TYPE_CHECKING:
    from flask import Flask

PATH = "/banc/{largeur}x{hauteur}"
"""The size is in the path: the map reads its view in the query, as it does on ``/``."""
KEPT = (
    re.compile(r'<link rel="(?:stylesheet|preload)"[^>]*>'),
    re.compile(r'<script src="/paquets/[^>]*></script>'),
    re.compile(r'<script type="application/json" id="carte-depart">.*?</script>', re.DOTALL),
)
DASH = re.compile(r"<template.*?</template>", re.DOTALL)
CHOICE = re.compile(r'<a [^>]*role="checkbox"[^>]*>')
HREF = re.compile(r'href="([^"]+)"')


class MissingPartError(RuntimeError):
    """The page ``/`` no longer has what its map alone is made of."""


def cut(page: str, view: str, size: tuple[int, int]) -> str:
    """Return the map alone, from the document of ``/`` at a view, in CSS pixels.

    Its two links lead to another colouring and back, as the choices of ``/`` do.

    Raises:
        MissingPartError: when a part is not found.
    """
    kept = DASH.sub("", page)
    links, script, start = ("".join(part.findall(kept)) for part in KEPT)
    choice = CHOICE.search(page)
    href = HREF.search(choice[0]) if choice else None
    if not (links and script and start and href):
        raise MissingPartError(page[:200])
    width, height = size
    box = f"position:relative;width:{width}px;height:{height}px"
    return (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>La carte seule</title>'
        f'<link rel="icon" href="data:,">{links}{script}'
        f'<div style="{box}"><div class="premiere"><canvas id="premiere"></canvas></div></div>'
        f'<a data-vue="1" hidden href="{href[1]}"></a><a data-vue="1" hidden href="/?{view}"></a>'
        f"{start}</html>"
    )


def attach(server: Flask) -> Flask:
    """Add the page to our server; each view is cut once."""

    @cache
    def alone(niveau: str, largeur: int, hauteur: int) -> str:
        view = urlencode({"niveau": niveau})
        with server.test_client() as client:
            return cut(client.get(f"/?{view}").text, view, (largeur, hauteur))

    @server.get("/banc/<int:largeur>x<int:hauteur>")
    def page(largeur: int, hauteur: int) -> str:
        return alone(request.args["niveau"], largeur, hauteur)

    return server


def create() -> Flask:
    """Return our server with the page."""
    return attach(create_app(Settings()).server)
