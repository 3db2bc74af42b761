"""What is accepted and refused, and how many contributions were: public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions.textes import criteres, motifs
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.communs.signaler import CRITERES
from cartoexp.web.components import block
from cartoexp.web.contribuer.suivi.etats import duree
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.contributions import Decompte
    from cartoexp.domain.contributions.textes import Texte
    from cartoexp.web.context import Web
    from cartoexp.web.html import Element

TITRE = "Ce qui est accepté, ce qui est refusé"
CHAPO = (
    "La modération décide selon ces critères, dit pourquoi quand elle refuse, et compte ce qu’elle "
    "fait."
)
PAS_ENCORE = "pas encore"


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(CRITERES)
    def criteres_() -> Response:
        return web.answer(layout(web.services.moderation.decompte(), web.today()))


def layout(compte: Decompte, today: date) -> Page:
    """Return the page; pure."""
    told = f"Depuis l’ouverture, au {day(today)}."
    contribute = html.A("Contribuer", className="bouton bouton--fort", href="/contribuer")
    main = html.Main(
        [
            html.H1(TITRE),
            html.P(CHAPO, className="chapo"),
            block("criteres", "Ce qu’il faut pour être publié", _textes(criteres())),
            block("motifs", "Pourquoi une contribution est refusée", _textes(motifs())),
            block("comptes", "Ce qui a été reçu et décidé", _comptes(compte), told),
            html.P(contribute, className="actions"),
        ],
        className="page page--texte criteres",
        id="contenu",
    )
    return Page(TITRE, CHAPO, main, CONTRIBUER, canonical=CRITERES)


def _textes(textes: Sequence[Texte]) -> Element:
    pairs = [[html.Dt(typeset(t.titre)), html.Dd(typeset(t.texte))] for t in textes]
    return html.Dl(pairs, className="criteres__textes")


def _comptes(compte: Decompte) -> Element:
    days = compte.delai_median_j
    rows = [
        ("Reçues", number(compte.recues)),
        ("Acceptées, en tout ou en partie", number(compte.acceptees)),
        ("Refusées", number(compte.refusees)),
        ("Retirées par leur auteur", number(compte.retirees)),
        ("En attente d’une décision", number(compte.en_cours)),
        ("Délai médian d’une décision", PAS_ENCORE if days is None else duree(days)),
    ]
    return html.Dl(
        [[html.Dt(name), html.Dd(value)] for name, value in rows], className="criteres__comptes"
    )
