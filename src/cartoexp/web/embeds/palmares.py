"""Gathers a ranking of the territories of a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE
from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.lecture import sorte
from cartoexp.domain.phrases import palmares as phrases
from cartoexp.domain.phrases.lieux import dans, nom
from cartoexp.domain.phrases.mesures import value
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.vues import NOMBRE, TAUX
from cartoexp.services.coloration import within
from cartoexp.services.resume import rank
from cartoexp.web.embeds import coloriage, mots
from cartoexp.web.embeds.carte import address, framed, level, told_filters, told_source
from cartoexp.web.embeds.contenu import Barre, Barres, Contenu, Tableau
from cartoexp.web.embeds.phrases import unsourced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.vues import Vue
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.resume import Rang
    from cartoexp.web.context import Web

NOT_RANKED = "Cet indicateur ne se range pas du plus haut au plus bas : choisissez-en un autre."


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the first territories of a level, in France or in the one that the filters name.

    Raises:
        InvalidParametersError: for a colour or filters that are refused.
        ContradictionError: for a colour that has no order.
    """
    services, niveau = web.services, level(vue)
    services.colorations.check(niveau, vue.couleur)
    _check(web, vue)
    coloration = services.colorations.of(vue.filters, niveau, vue.couleur)
    place = framed(web, vue.filters, niveau)
    if place is not None:
        members = services.territoires.members(place, niveau)
        coloration = within(coloration, {t.code for t in members})
    rangs = [
        r
        for r in rank(coloration, services.territoires)
        if r.valeur is not None and (r.valeur > 0 or vue.couleur not in {NOMBRE, TAUX})
    ]
    known = coloration.valeurs[~np.isnan(coloration.valeurs)]
    told = phrases.told(
        unsourced(coloration),
        [(r.territoire, r.valeur) for r in rangs if r.valeur is not None],
        float(np.median(known)) if len(known) and vue.couleur != NOMBRE else None,
        coloration.effectifs[AUCUNE],
        dans(place) if place else "",
    )
    shown = rangs[: vue.lignes]
    return Contenu(
        titre=told.titre,
        sous_titre=told_filters(web, vue.filters),
        phrase=f"{told.phrase}{_left(coloration, rangs, len(shown))}",
        sources=mots.sources(told_source(coloration, vue), services.reference.millesime),
        lien=address(vue),
        figures=(Barres([_bar(coloration, rangs, i) for i in range(len(shown))]),),
        tableau=Tableau(
            "Du plus haut au plus bas.",
            ("Rang", coloration.niveau.label, coloriage.legend_title(coloration)),
            [
                (_place(rangs, i), nom(r.territoire), coloriage.told(coloration, r))
                for i, r in enumerate(shown)
            ],
            frozenset({2}),
        ),
        fichier=coloriage.file(coloration, rangs),
        hauteur=190 + 38 * max(1, len(shown)),
    )


def _check(web: Web, vue: Vue) -> None:
    niveau = level(vue)
    known = {i.id: i for i in web.services.colorations.indicators(niveau)}.get(vue.couleur)
    if known is not None and not sorte(known, niveau).comparable:
        raise ContradictionError([ParameterProblem("couleur", NOT_RANKED)])


def _bar(coloration: Coloration, rangs: Sequence[Rang], i: int) -> Barre:
    r = rangs[i]
    assert r.valeur is not None  # noqa: S101  unknown ones are not ranked
    top = max((abs(x.valeur) for x in rangs if x.valeur is not None), default=1.0) or 1.0
    return Barre(
        _place(rangs, i),
        nom(r.territoire),
        r.territoire.chemin,
        value(coloration, r.valeur, unit=False),
        max(0.0, r.valeur) / top,
    )


def _place(rangs: Sequence[Rang], i: int) -> str:
    """Return the rank: those that tie share the first one."""
    first = next(k for k in range(len(rangs)) if rangs[k].valeur == rangs[i].valeur)
    return number(first + 1)


def _left(coloration: Coloration, rangs: Sequence[Rang], shown: int) -> str:
    """Return how many of those that are left out tie with the last one shown."""
    if not shown or shown == len(rangs):
        return ""
    last = rangs[shown - 1].valeur
    tied = sum(r.valeur == last for r in rangs[shown:])
    if not tied or last is None:
        return ""
    told = f"{number(tied)}{NBSP}{'autre' if tied == 1 else 'autres'} à égalité avec le dernier"
    return f" {told} ({value(coloration, last)})."
