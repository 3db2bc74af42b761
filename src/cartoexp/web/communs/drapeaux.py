"""The flag of a candidate: comparable, to adapt, far; a shape and a word, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.essaimage import Drapeau
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Niveau
    from cartoexp.web.html import Element

FLAG_CLASSES = {
    Drapeau.COMPARABLE: "comparable",
    Drapeau.A_ADAPTER: "adapter",
    Drapeau.ELOIGNE: "eloigne",
}


def flag(drapeau: Drapeau, niveau: Niveau, n: int | None = None) -> Element:
    """Return a flag, of one territory or of ``n`` of them."""
    told = {Drapeau.ELOIGNE: "éloignée" if niveau.feminin else "éloigné"}.get(
        drapeau, drapeau.label
    )
    if n is None:
        text = told.capitalize()
    else:
        many = n > 1 and drapeau is not Drapeau.A_ADAPTER
        text = f"{number(n)}{NBSP}{told}{'s' if many else ''}"
    return html.Span(text, className=f"drapeau drapeau--{FLAG_CLASSES[drapeau]}")
