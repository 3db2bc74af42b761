"""Fiche of a territory: the page put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.web import linked
from cartoexp.web.formats import NBSP
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import (
    autour,
    chiffres,
    composition,
    contact,
    entete,
    mots,
    plan,
)
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.web.pages.territoires.modele import Fiche


def layout(fiche: Fiche, today: date) -> Page:
    """Return the page; pure."""
    here = fiche.territoire
    told = entete.introduction(fiche.voisinage)
    mairie = contact.mairie(fiche.mairie) if here.niveau is Niveau.COMMUNE else None
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
            chiffres.bloc(here, fiche.valeurs),
            autour.bloc(fiche.voisinage, today),
            composition.membres(here, fiche.membres),
            composition.anciens(fiche.anciens),
        ],
        className="page territoire",
        id="contenu",
    )
    return Page(
        title=f"{mots.nom(here)} ({here.code})",
        description=f"{mots.nature(here)} ({here.code}){NBSP}: {told}",
        body=body,
        section="/territoires",
        canonical=here.chemin,
        things=linked.territoire(here, fiche.au_dessus),
    )
