"""Page « Mentions légales »; what the operator has not filled in is told as missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cartoexp.web.documents import body, fill, read
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Publisher, Web

PATH = "/mentions-legales"
TEXT = Path(__file__).with_name("mentions.md")
FIELDS = ("editeur", "directeur_publication", "hebergeur", "contact")
INCOMPLETE = (
    "Ces mentions sont incomplètes : l’exploitant de ce site doit les renseigner avant de l’ouvrir "
    "au public."
)


def layout(publisher: Publisher, attribution: str) -> Page:
    """Return the page; pure but for the reading of its text."""
    told = {name: _told(name, getattr(publisher, name)) for name in FIELDS}
    missing = "" if all(getattr(publisher, name) for name in FIELDS) else f"**{INCOMPLETE}**"
    text = fill(TEXT, {**told, "manque": missing, "attribution": attribution})
    notice = read(text)
    main = html.Main(
        [html.H1(notice.titre), html.P(notice.chapo, className="chapo"), *body(notice.sections)],
        className="page page--texte document",
        id="contenu",
    )
    return Page(notice.titre, notice.chapo, main, canonical=PATH)


def _told(name: str, value: str) -> str:
    if not value:
        return f"à renseigner par l’exploitant (`CARTOEXP_{name.upper()}`)"
    return f"[{value}](mailto:{value})" if name == "contact" and "@" in value else value


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""
    attribution = web.services.reference.manifest["attribution"]

    @server.get(PATH)
    def mentions() -> Response:
        return web.answer(layout(web.publisher, attribution))
