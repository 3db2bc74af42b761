"""Which texts have been set aside most, where, with what outcome: a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, capital, typeset
from cartoexp.web.communs.derogations import NORMES, mots
from cartoexp.web.components import block, cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.registre import Rang

TITRE = "Les textes auxquels il a été dérogé"
COLONNES = ("Texte", "Demandes", "Où", "Décisions", "Ce qu’il en est advenu")


def classement(rangs: Sequence[Rang]) -> Element:
    """Return the table: most requests first, the unknown norm last."""
    known = [r for r in rangs if not r.norme.inconnue]
    widest = max((len(r.demandes) for r in rangs), default=1)
    head = html.Tr([html.Th(name, scope="col") for name in COLONNES])
    body = [_ligne(r, widest) for r in rangs]
    caption = html.Caption("Textes, ceux qui ont le plus de demandes d’abord", className="sr")
    content = [caption, html.Thead(head), Element("tbody", body)]
    table = Element("table", content, className="pile classement")
    aside = (
        f"{number(len(known))} textes nommés par les sources, du plus au moins souvent écarté."
        if len(known) > 1
        else "Du plus au moins souvent écarté."
    )
    return block("classement", TITRE, Element("div", table, className="defile"), aside)


def _ligne(rang: Rang, widest: int) -> Element:
    norm = rang.norme
    name = "Norme inconnue des sources lues" if norm.inconnue else capital(norm.libelle)
    title: list[object] = [Element("a", typeset(name), href=rang.chemin)]
    if rang.articles:
        links = [html.A(label, href=f"{NORMES}/{cle}") for cle, label in rang.articles.items()]
        told: list[object] = ["art.\u00a0"]
        for rank, link in enumerate(links):
            told += [", " if rank else "", link]
        title.append(html.Span(told, className="petit classement__articles"))
    if not norm.lue and not norm.inconnue:
        title.append(html.Span("référence non reconnue", className="qualification"))
    share = round(100 * len(rang.demandes) / widest)
    bar = [
        html.Span(className="classement__barre", style={"--v": share}, **{"aria-hidden": "true"}),
        number(len(rang.demandes)),
    ]
    return Element(
        "tr",
        [
            Element("th", title, scope="row"),
            cell("Demandes", html.Span(bar, className="classement__n")),
            cell("Où", mots.par_niveau(rang.territoires) or MISSING),
            cell("Décisions", mots.compte(rang.decisions, mots.DECISIONS)),
            cell("Issue", mots.compte(rang.issues, mots.ISSUES)),
        ],
    )
