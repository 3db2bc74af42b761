"""The address of the builder of embeds for a view, and the link that leads to it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.web.components import icon
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.domain.vues import Vue
    from cartoexp.web.html import Element

PATH = "/integrer"
GENRE, LEVEL, TARGET = "genre", "cible_niveau", "cible"
"""Parameters that say what a view is about; the others are those of its embed."""


def pairs(vue: Vue) -> list[tuple[str, str]]:
    """Return a view as the builder reads it."""
    told = {GENRE: vue.genre.value, LEVEL: vue.niveau_cible or "", TARGET: vue.code}
    return [*((name, str(value)) for name, value in told.items() if value), *vue.pairs()]


def address(vue: Vue, path: str = PATH) -> str:
    """Return the address of the builder that shows a view."""
    return f"{path}?{urlencode(pairs(vue), safe=',:')}"


def link(vue: Vue | None) -> Element | None:
    """Return « Intégrer », nothing for what has no embed."""
    if vue is None:
        return None
    return html.A([icon("code"), "Intégrer"], className="bouton", href=address(vue))
