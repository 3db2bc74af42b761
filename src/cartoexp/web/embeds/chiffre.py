"""Gathers one figure with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import Mesure
from cartoexp.domain.phrases import chiffre as phrases
from cartoexp.domain.phrases.accords import EXPERIMENTATION, IMPLANTATION, Nom
from cartoexp.domain.phrases.lieux import dans
from cartoexp.domain.phrases.nombres import number
from cartoexp.services.listing import Tri
from cartoexp.web.embeds import mots
from cartoexp.web.embeds.carte import PLACES, told_filters
from cartoexp.web.embeds.contenu import Contenu, Fichier, Nombre, Tableau
from cartoexp.web.embeds.experimentation import address

if TYPE_CHECKING:
    from cartoexp.domain.filters import Filters
    from cartoexp.domain.vues import Vue
    from cartoexp.web.context import Web

TERRITOIRE = Nom("territoire", feminin=False)
NOUNS = {
    Mesure.EXPERIMENTATIONS: (EXPERIMENTATION, "recensé"),
    Mesure.IMPLANTATIONS: (IMPLANTATION, "recensé"),
    Mesure.TERRITOIRES: (TERRITOIRE, "concerné"),
}


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the figure of a view.

    Raises:
        InvalidParametersError: for filters that are refused.
    """
    found = web.services.experiments.list_page(vue.filters, Tri.TITRE, 0, 0)
    amounts = {m: getattr(found, m.value) for m in Mesure}
    amount, (noun, participle) = amounts[vue.mesure], NOUNS[vue.mesure]
    place = next(
        (t for n in PLACES if (t := web.services.territoires.find(n, getattr(vue.filters, n)))),
        None,
    )
    where = dans(place) if place else phrases.IN_FRANCE
    told = phrases.catalogue(amount, where, noun)
    unit = f"{noun.of(amount)} {noun.agreed(participle, amount)} {where}"
    others = [
        (f"{n.of(2).capitalize()} {n.agreed(p, 2)}", number(amounts[m]))
        for m, (n, p) in NOUNS.items()
    ]
    return Contenu(
        titre=told.titre,
        sous_titre=told_filters(web, _without_places(vue.filters)),
        phrase=told.phrase,
        sources=mots.catalogue(),
        lien=address(vue),
        figures=(Nombre(number(amount), unit),),
        tableau=Tableau(
            "Ce que compte le catalogue.", ("Mesure", "Nombre"), others, frozenset({1})
        ),
        fichier=Fichier(("mesure", "valeur"), [(m.value, n) for m, n in amounts.items()]),
        hauteur=260,
        donnees={"valeur": amount, "mesure": vue.mesure.value},
    )


def _without_places(filters: Filters) -> Filters:
    """Return the filters that the title does not say."""
    for niveau in PLACES:
        filters = filters.without(niveau.value)
    return filters
