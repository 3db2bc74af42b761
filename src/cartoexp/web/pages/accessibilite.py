"""Page « Accessibilité »: the declaration that the law wants, in its form, with the true state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cartoexp.web.documents import body, fill, read
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Publisher, Web

PATH = "/accessibilite"
TEXT = Path(__file__).with_name("accessibilite.md")
NO_CONTACT = (
    "**Aucune adresse n’est renseignée** : l’exploitant de ce site doit en donner une "
    "(`CARTOEXP_CONTACT`) avant de l’ouvrir au public."
)


def layout(publisher: Publisher, address: str) -> Page:
    """Return the page; ``address`` is the site's own, if known; pure but for reading its text."""
    told = fill(
        TEXT,
        {
            "entite": publisher.editeur or "L’exploitant de ce site (éditeur à renseigner)",
            "adresse": f"`{address}`" if address else "ce site",
            "contact": _contact(publisher.contact),
        },
    )
    notice = read(told)
    main = html.Main(
        [html.H1(notice.titre), html.P(notice.chapo, className="chapo"), *body(notice.sections)],
        className="page page--texte document",
        id="contenu",
    )
    return Page("Accessibilité", notice.chapo, main, canonical=PATH)


def _contact(contact: str) -> str:
    if not contact:
        return NO_CONTACT
    shown = f"[{contact}](mailto:{contact})" if "@" in contact else contact
    return f"Écrivez à {shown}."


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(PATH)
    def accessibilite() -> Response:
        return web.answer(layout(web.publisher, web.shell.origin()))
