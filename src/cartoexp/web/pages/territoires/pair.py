"""One comparable: who it is, why, what it experiments, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux
from cartoexp.domain.phrases.ressemblance import nearness, rank
from cartoexp.domain.phrases.typographie import NBSP, telephone, typeset
from cartoexp.web.communs import experiences, ressemblance
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.semblables import Pair
    from cartoexp.web.html import Node

MOST = 3
"""Experiments shown of each."""


def row(p: Pair, here: Territoire, lieu: str, today: date) -> Element:
    """Return the row of a comparable; ``lieu`` is the name of its département or région."""
    found = p.comparable
    doubt = ressemblance.doubt(found)
    return html.Li(
        [
            html.Div(found.rang, className="ressemble__rang", **{"aria-hidden": "true"}),
            html.Div([html.H3(_name(found.territoire)), *_identity(p, here, lieu)]),
            html.Div(
                [
                    *ressemblance.reasons(found),
                    ressemblance.bar(found),
                    html.P(doubt, className="discret petit") if doubt else None,
                ],
                className="ressemble__raisons",
            ),
            html.Div(
                [
                    html.H4("Expérimentations", className="sr"),
                    experiences.short(p.experiences, today, MOST),
                    contact(p),
                ],
                className="ressemble__essais",
            ),
        ],
        className="ressemble",
    )


def contact(p: Pair) -> Node:
    """Return the public contact of the mairie; nothing when there is none."""
    known = p.contact
    if not known:
        return None
    parts: list[Node] = []
    if phone := known["telephone"]:
        digits = "".join(c for c in phone if c.isdigit() or c == "+")
        parts.append(html.A(telephone(phone), href=f"tel:{digits}"))
    if email := known["courriel"]:
        parts.append(html.A(email, href=f"mailto:{email}"))
    if not parts:
        return None
    return html.P(
        [html.Span(f"Mairie{NBSP}:"), *([" ", part] for part in parts)],
        className="petit ressemble__contact",
    )


def _name(t: Territoire) -> Element:
    return html.A(lieux.nom(t), href=t.chemin)


def _identity(p: Pair, here: Territoire, lieu: str) -> list[Node]:
    found, t = p.comparable, p.comparable.territoire
    facts = " · ".join(filter(None, (typeset(lieu), grandeurs.inhabitants(t.population))))
    label = f"Comparer {lieux.avec_article(t)} avec {lieux.avec_article(here)}"
    href = ressemblance.address([here, t])
    compare = html.A("Comparer", href=href, **{"aria-label": label})
    return [
        html.P(facts, className="petit"),
        html.P(rank(found.rang, found.intervalle), className="petit"),
        html.P(nearness(found.score, t.niveau), className="petit"),
        html.P(compare, className="petit pas-imprimer"),
    ]
