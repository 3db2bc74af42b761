"""What is drawn of a layer: discs, or the communes of France as a picture."""

from __future__ import annotations

from functools import partial
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE
from cartoexp.domain.couches import Dessin, Nature
from cartoexp.domain.genres import Apparence
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.couches.coloriage import AUTRES, HORS
from cartoexp.services.dessins.pixels import looks_by_number
from cartoexp.web.couches import looks
from cartoexp.web.couches.valeurs import told
from cartoexp.web.embeds import coloriage as embeds
from cartoexp.web.embeds import marques
from cartoexp.web.embeds.contenu import Peinture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.services.couches import Coloriage
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web
    from cartoexp.web.couches.valeurs import Rangs
    from cartoexp.web.embeds.contenu import Symbole

MOST_POINTS = 4_000
"""Points that a map draws: the first ones of its table."""
SMALLEST, LARGEST = 2.2, 17.0
"""Radius of a disc of a number, in pixels."""
PLACED = 4.2
"""The same of a category."""


def left_out(found: Coloriage, held: Rangs) -> str:
    """Return how many points are not drawn; empty when all are."""
    known = sum(v is not None for _, v in held)
    if found.couche.dessin is not Dessin.POINTS or known <= MOST_POINTS:
        return ""
    return f"Les {number(MOST_POINTS)} premiers points, sur {number(known)}, sont dessinés."


def points(found: Coloriage, held: Rangs, sheets: Sequence[Feuille]) -> Iterable[Symbole]:
    """Yield a disc at the centre of each territory, the smaller ones over the larger ones."""
    known = [(t, v) for t, v in held if v is not None]
    classes = dict(zip(found.coloration.codes, found.coloration.classes.tolist(), strict=True))
    most = max((v for _, v in known if isinstance(v, float)), default=1.0)
    for t, v in known[:MOST_POINTS]:
        if isinstance(v, float):
            if v <= 0:
                continue
            radius, look_ = max(SMALLEST, LARGEST * sqrt(v / most)), "point"
        else:
            radius, look_ = PLACED, f"c{classes.get(t.code, AUTRES)}"
        yield from marques.at(t, sheets, radius, look_, f"{typeset(t.nom)}{NBSP}: {told(found, v)}")


def painting(web: Web, found: Coloriage, apparence: Apparence) -> Peinture:
    """Return the communes of France as a picture."""
    palette = web.palette_sombre if apparence is Apparence.SOMBRE else web.palette
    categories = found.couche.nature is Nature.CATEGORIE
    kinds = looks.kinds(categories=categories)
    place = np.zeros(AUCUNE + 1, dtype=np.uint8)
    place[kinds] = range(len(kinds))
    known = web.services.grille.index(Niveau.COMMUNE)
    coloration = found.coloration
    painted = looks_by_number(coloration.codes, place[coloration.classes], known, kinds.index(HORS))
    colours = [looks.colour(kind, palette, categories=categories) for kind in kinds]
    return Peinture(partial(web.services.pixels.paint, painted, colours), embeds.PIXELS)
