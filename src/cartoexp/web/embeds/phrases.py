"""Which sentence of the engine tells a coloured map, and what it is told of the view; pure.

The line of the sources stands under every embed: the sentence does not say them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.lecture import Sorte, sorte
from cartoexp.domain.phrases import carte
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.dit import sentences
from cartoexp.domain.phrases.niveaux import NOMS
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
    *,
    hors_carte: int = 0,
) -> str:
    """Return what the map shows, in words; ``hors_carte`` territories have no outline."""
    told = unsourced(coloration)
    known = sum(told.effectifs.values()) - told.effectifs[AUCUNE]
    if is_likeness(told.couleur):
        return carte.likeness(told, known)
    if told.couleur == NOMBRE:
        return _number(told, counts, experimentations, hors_carte)
    if told.couleur == TAUX:
        return carte.rate(told, None if resume is None else resume.haut, told.effectifs[MASQUE])
    if resume is None or indicateur is None or _ordered(indicateur, told):
        return carte.indicator(told, resume)
    held = {label: told.effectifs[k] for k, label in enumerate(told.libelles, 1)}
    return carte.shares(told, held, known)


def _number(coloration: Coloration, counts: Counts, experimentations: int, hors_carte: int) -> str:
    held = len(coloration.codes) - coloration.effectifs[0]
    elsewhere = len(counts.experimentations) - hors_carte - held
    found = carte.Comptage(
        experimentations=experimentations - counts.au_dessus,
        territoires=held,
        dessines=len(coloration.codes),
        hors_carte=hors_carte,
        au_dessus=counts.au_dessus,
        liste=False,
    )
    return sentences(carte.counts(coloration.niveau, found), _elsewhere(coloration, elsewhere))


def _elsewhere(coloration: Coloration, n: int) -> str:
    """Return the territories that reach into the one that is shown and belong to another."""
    if not n:
        return ""
    noun = NOMS[coloration.niveau]
    told = f"{noun.counted(n)}, {noun.agreed('rattaché', n)} à un autre territoire,"
    return f"{told} {verb(n, 'n’est', 'ne sont')} pas sur la carte."


def _ordered(indicateur: Indicateur, coloration: Coloration) -> bool:
    return sorte(indicateur, coloration.niveau) not in {Sorte.CODE, Sorte.OUI_OU_NON}
