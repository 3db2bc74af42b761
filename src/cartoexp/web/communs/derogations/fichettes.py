"""Requests as cards: one for a request, whoever supports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset
from cartoexp.domain.registre import etat
from cartoexp.web.communs.derogations import NORMES, mots
from cartoexp.web.components import icon
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.registre import Demande, Inscription
    from cartoexp.web.html import Element, Node


def carte_demande(demande: Demande, today: date, *, norme: bool = True) -> Element:
    """Return a request; ``norme``: with the norm that it sets aside."""
    first = demande.premiere
    title = html.A(mots.titre(demande.objet), href=first.chemin)
    alone = len(demande.inscriptions) == 1
    return html.Li(
        [
            html.P(lien_norme(first), className="sur-titre") if norme else None,
            html.H3(title),
            _soutiens(demande),
            _seule(first, today) if alone else _plusieurs(demande, today),
        ],
        className="fichette demande",
        id=f"demande-{demande.id}",
    )


def lien_norme(inscription: Inscription) -> Node:
    """Return the norm, with a link to its page; what was not recognised says so."""
    norm = inscription.norme
    if norm.inconnue:
        return html.A("Norme inconnue", href=f"{NORMES}/{norm.cle}")
    if not norm.lue:
        return [
            html.A(typeset(norm.libelle), href=f"{NORMES}/{norm.cle_texte}"),
            html.Span(" (référence non reconnue, gardée telle quelle)", className="qualification"),
        ]
    cle = norm.cles[1] if len(norm.articles) == 1 else norm.cle_texte
    return html.A(capital(norm.libelle), href=f"{NORMES}/{cle}")


def etiquette(inscription: Inscription, today: date) -> Element:
    """Return where a derogation stands, as a mark."""
    d = inscription.derogation
    return html.Span(
        mots.situation(d, today), className=f"etat-derogation etat-derogation--{etat(d, today)}"
    )


def _soutiens(demande: Demande) -> Node:
    told = mots.ou(demande.soutiens)
    rows = len(demande.inscriptions)
    if rows == 1:
        return html.P([icon("lieu"), told], className="demande__ou")
    asked = f"Une demande, {count(len(demande.soutiens), 'territoire')}{NBSP}: {told}"
    return html.P([icon("lieu"), html.Strong(asked)], className="demande__ou")


def _seule(inscription: Inscription, today: date) -> Node:
    d = inscription.derogation
    facts: list[Node] = [
        etiquette(inscription, today),
        html.Span(f"Issue{NBSP}: {mots.issue(d)}"),
        html.Span(d.fondement.label),
    ]
    return html.P(facts, className="fichette__l")


def _plusieurs(demande: Demande, today: date) -> Element:
    rows = [
        html.Li(
            [
                html.A(mots.ou(i.territoires), href=i.chemin),
                " ",
                etiquette(i, today),
                html.Span(f"Issue{NBSP}: {mots.issue(i.derogation)}", className="petit"),
            ],
            className="fichette__l",
        )
        for i in demande.inscriptions
    ]
    return html.Ul(rows, className="demande__lignes")
