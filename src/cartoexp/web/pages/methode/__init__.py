"""Page « Méthode »; the same text is ``docs/method.md``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from cartoexp.services.methode import read_figures
from cartoexp.web.communs import signaler
from cartoexp.web.documents import body, contents, fill, read
from cartoexp.web.html import tags as html
from cartoexp.web.pages.methode.parties import parts
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.services.methode import Figures
    from cartoexp.web.context import Web

PATH = "/methode"
TEXT = Path(__file__).with_name("methode.md")


def to_markdown(figures: Figures) -> str:
    """Return the method as ``docs/method.md``; links to our own pages are left out."""
    return re.sub(r"\[([^\]]+)\]\(/[^)]*\)", r"\1", fill(TEXT, parts(figures))) + "\n"


def layout(figures: Figures) -> Page:
    """Return the page; pure but for the reading of its text."""
    text = read(fill(TEXT, parts(figures)))
    main = html.Main(
        [
            html.H1(text.titre),
            html.P(text.chapo, className="chapo"),
            contents(text.sections),
            *body(text.sections),
            signaler.du_chiffre("methode", PATH),
        ],
        className="page document",
        id="contenu",
    )
    return Page(text.titre, text.chapo, main, canonical=PATH)


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(PATH)
    def methode() -> Response:
        return web.answer(layout(read_figures(web.services, web.today())))
