"""The sentence of the map: which one of the engine's, and what it is told of the view; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.lecture import Sorte, sorte
from cartoexp.domain.phrases import carte
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness

if TYPE_CHECKING:
    from cartoexp.services.coloration import Coloration
    from cartoexp.web.pages.carte.state import State


def sentence(state: State) -> str:
    """Return what the map shows, in words, from its data."""
    coloration, resume = state.coloration, state.resume
    if is_likeness(coloration.couleur):
        return carte.likeness(coloration, _known(coloration))
    if coloration.couleur == NOMBRE:
        return _number(state)
    if coloration.couleur == TAUX:
        highest = None if resume is None else resume.haut
        return carte.rate(coloration, highest, coloration.effectifs[MASQUE])
    if resume is None or _ordered(state):
        return carte.indicator(coloration, resume)
    counts = {label: coloration.effectifs[k] for k, label in enumerate(coloration.libelles, 1)}
    return carte.shares(coloration, counts, _known(coloration))


def _number(state: State) -> str:
    counts = state.counts
    found = carte.Comptage(
        experimentations=state.listing.experimentations - counts.au_dessus,
        territoires=len(counts.experimentations) - state.undrawn,
        dessines=state.drawn,
        hors_carte=state.undrawn,
        au_dessus=counts.au_dessus,
    )
    return carte.counts(state.vue.niveau.niveau, found)


def _known(coloration: Coloration) -> int:
    return sum(coloration.effectifs.values()) - coloration.effectifs[AUCUNE]


def _ordered(state: State) -> bool:
    known = state.indicateur
    if known is None:
        return True
    return sorte(known, state.vue.niveau.niveau) not in {Sorte.CODE, Sorte.OUI_OU_NON}
