"""Which sentence of the engine tells a coloured map, and what it is told of the view; pure.

The line of the sources stands under every embed: the sentence does not say them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.lecture import Sorte, sorte
from cartoexp.domain.phrases import carte
from cartoexp.domain.vues import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness

if TYPE_CHECKING:
    from cartoexp.services.choropleth import Counts
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.resume import Resume


def unsourced(coloration: Coloration) -> Coloration:
    """Return a colouring whose sentences leave its source out."""
    return replace(coloration, source="")


def sentence(
    coloration: Coloration,
    resume: Resume | None,
    counts: Counts,
    experimentations: int,
    indicateur: Indicateur | None,
) -> str:
    """Return what the map shows, in words."""
    told = unsourced(coloration)
    known = sum(told.effectifs.values()) - told.effectifs[AUCUNE]
    if is_likeness(told.couleur):
        return carte.likeness(told, known)
    if told.couleur == NOMBRE:
        return _number(told, counts, experimentations)
    if told.couleur == TAUX:
        return carte.rate(told, None if resume is None else resume.haut, told.effectifs[MASQUE])
    if resume is None or indicateur is None or _ordered(indicateur, told):
        return carte.indicator(told, resume)
    held = {label: told.effectifs[k] for k, label in enumerate(told.libelles, 1)}
    return carte.shares(told, held, known)


def _number(coloration: Coloration, counts: Counts, experimentations: int) -> str:
    held = len(coloration.codes) - coloration.effectifs[0]
    found = carte.Comptage(
        experimentations=experimentations - counts.au_dessus,
        territoires=held,
        dessines=len(coloration.codes),
        hors_carte=max(0, len(counts.experimentations) - held),
        au_dessus=counts.au_dessus,
        liste=False,
    )
    return carte.counts(coloration.niveau, found)


def _ordered(indicateur: Indicateur, coloration: Coloration) -> bool:
    return sorte(indicateur, coloration.niveau) not in {Sorte.CODE, Sorte.OUI_OU_NON}
