"""Where a territory is: a drawing among its neighbours, which the words of the page also say."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import dans, nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.services.plans import HEIGHT, WIDTH
from cartoexp.web.communs import signaler
from cartoexp.web.html import Element, Markup
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.plans import Plan

EDGE = 150
"""A name whose middle is nearer the edge is written towards the inside."""


def figure(plan: Plan, here: Territoire, millesime: str) -> Element:
    """Return the drawing with its caption and its sources."""
    told = nom(here)
    if plan.tout is not None and plan.tout.nom != here.nom:
        communes = count(plan.tout.nb_communes, "commune")
        told = f"{nom(here)}, {dans(plan.tout)} ({communes})"
    elif here.nb_communes > 1:
        told = f"{nom(here)} ({count(here.nb_communes, 'commune')})"
    sources = f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}."
    report = signaler.lien_chiffre("plan", here.chemin)
    picture = Markup(drawn(plan, here, f"Plan de situation{NBSP}: {told}"))
    return html.Figure(
        [picture, html.Figcaption([f"{told}. Seule la France est dessinée. {sources} ", report])],
        className="mini-carte plan",
    )


def drawn(plan: Plan, here: Territoire, label: str = "") -> str:
    """Return the drawing as SVG; its looks are those of the page."""
    x, y = plan.nom
    anchor = "start" if x < EDGE else "end" if x > WIDTH - EDGE else "middle"
    paths = (
        ("terre", plan.voisins),
        ("ensemble", plan.ensemble),
        ("ici", plan.ici),
        ("contour", plan.contour),
    )
    drawn = "".join(f'<path class="{name}" d="{data}"/>' for name, data in paths if data)
    drawn += "".join(
        f'<text class="nom-voisin" x="{n.x}" y="{n.y}">{escape(typeset(n.nom))}</text>'
        for n in plan.noms
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">{drawn}'
        f'<text class="nom-plan" x="{x}" y="{y}" text-anchor="{anchor}">{escape(nom(here))}</text>'
        "</svg>"
    )
