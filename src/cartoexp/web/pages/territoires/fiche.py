"""Fiche of a territory: the page put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import Vue
from cartoexp.web import linked
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import (
    autour,
    chiffres,
    comparables,
    composition,
    contact,
    entete,
    plan,
)
from cartoexp.web.pages.territoires.suivre import feeds
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.web.html import Node
    from cartoexp.web.pages.territoires.bandelette import Peers
    from cartoexp.web.pages.territoires.modele import Fiche
    from cartoexp.web.pages.territoires.situer import Fond


def layout(fiche: Fiche, today: date, fond: Fond) -> Page:
    """Return the page; ``fond`` draws the map of the comparables."""
    here = fiche.territoire
    told = entete.introduction(fiche.voisinage)
    mairie = contact.mairie(fiche.mairie, here.chemin) if here.niveau is Niveau.COMMUNE else None
    left, right = [*entete.identite(fiche), mairie], None
    if fiche.plan is not None:
        right = plan.figure(fiche.plan, here, fiche.millesime)
    elif mairie is not None:
        left, right = left[:-1], mairie
    wide = "" if right is not None else " entete--large"
    body = html.Main(
        [
            entete.fil(fiche.au_dessus, here),
            html.Header([html.Div(left), right], className=f"entete entete--territoire{wide}"),
            chiffres.bloc(here, fiche.valeurs, peers_of(fiche)),
            comparables.bloc(fiche.semblables, here, fiche.demande, today, fond),
            autour.bloc(fiche.voisinage, today),
            composition.membres(here, fiche.membres),
            composition.anciens(here, fiche.anciens, fiche.recit),
        ],
        className="page territoire",
        id="contenu",
    )
    return Page(
        title=f"{lieux.nom(here)} ({here.code})",
        description=f"{niveaux.nature(here)} ({here.code}){NBSP}: {told}",
        body=body,
        section="/territoires",
        canonical=here.chemin,
        scripts=("site.js", "fragments.js"),
        things=linked.territoire(here, fiche.au_dessus),
        vue=Vue(Genre.TERRITOIRE, here.niveau, here.code),
        autres=feeds(here),
    )


def fragment(fiche: Fiche, today: date, fond: Fond) -> list[Node]:
    """Return what changes with the settings of the comparables, to be put in place."""
    here, found = fiche.territoire, fiche.semblables
    if isinstance(found, str):
        return [html.P(found)]
    data = {"data-adresse": fiche.demande.address(here)}
    data["data-dit"] = comparables.sentence(found, here)
    told = comparables.results(found, here, today, fond, fiche.demande)
    return [
        html.Div(told, className="semblables", **comparables.PART, **data),
        chiffres.bloc(here, fiche.valeurs, peers_of(fiche)),
    ]


def peers_of(fiche: Fiche) -> Peers:
    """Return the values of the comparables by indicator; empty without them."""
    found = fiche.semblables
    return {} if isinstance(found, str) else found.reperes
