"""A draft as its link opens it: until when it is kept, where it is, what to do; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, quote, typeset
from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.adresses import brouillon, retrait
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.contribuer.fiche.atelier import Atelier
    from cartoexp.web.html import Element, Node
    from cartoexp.web.shell import Page


def layout(atelier: Atelier, pied: Node) -> Page:
    """Return the page; ``pied`` holds the address of the draft."""
    blocking = [p for p in atelier.points() if p.bloque]
    first = blocking[0].etape if blocking else atelier.etapes[-1]
    resume = brouillon(atelier.jeton, first)
    steps = [
        html.Li([html.A(e.titre, href=brouillon(atelier.jeton, e)), _manque(atelier, e)])
        for e in atelier.etapes
    ]
    told = (
        f"Votre brouillon{NBSP}{quote(typeset(atelier.titre))}"
        if atelier.titre
        else "Votre brouillon"
    )
    left = (
        f"Il reste {count(len(blocking), 'point')} à voir avant de l’envoyer."
        if blocking
        else "Rien ne manque\u00a0: il reste à le relire et à l’envoyer."
    )
    content: list[Node] = [
        cadre.fait("C’est enregistré."),
        pied,
        html.H2(told),
        html.P(left),
        html.Ol(steps, className="proposer__liste"),
        html.P(
            [
                html.A("Reprendre", className="bouton bouton--fort", href=resume),
                html.A("Abandonner", className="bouton", href=retrait(atelier.jeton)),
            ],
            className="actions",
        ),
    ]
    return cadre.page(atelier, "Brouillon", content)


def _manque(atelier: Atelier, etape: object) -> Element | None:
    points = [p for p in atelier.points() if p.etape is etape and p.bloque]
    if not points:
        return None
    return html.Span(f"{NBSP}: {count(len(points), 'point')} à voir", className="discret")
