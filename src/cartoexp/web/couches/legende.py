"""The legend of a layer: its classes, then what has no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE
from cartoexp.domain.couches import Dessin, Nature
from cartoexp.domain.phrases.mesures import value
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.services.couches.coloriage import AUTRES, EGALITES, HORS
from cartoexp.web.embeds.contenu import Entree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.services.couches import Coloriage
    from cartoexp.services.dessins.feuille import Feuille


def legende(found: Coloriage, sheets: Sequence[Feuille] | None) -> list[Entree]:
    """Return the classes with the territories of each, then what has none."""
    coloration = found.coloration
    classes = coloration.classes
    if sheets is not None:
        kept = sheets[0].traces
        classes = classes[[code in kept for code in coloration.codes]]
    sizes = np.bincount(classes, minlength=AUCUNE + 1)
    categories = found.couche.nature is Nature.CATEGORIE
    entries = _categories(found, sizes) if categories else _numbers(found, sizes)
    missing = [Entree("nd", "Valeur absente du fichier", int(sizes[AUCUNE]))]
    out = "Hors du fichier ou des filtres" if found.remarques.ecartes else "Pas dans le fichier"
    return [*entries, *(missing if sizes[AUCUNE] else []), Entree("hors", out, int(sizes[HORS]))]


def _numbers(found: Coloriage, sizes: NDArray[np.intp]) -> Iterator[Entree]:
    if found.couche.dessin is Dessin.POINTS:
        yield Entree("point", _points_told(found))
        return
    if found.coloration.zero is not None:
        yield Entree("k0", "0", int(sizes[0]))
    for k, label in enumerate(found.coloration.libelles, 1):
        yield Entree(f"k{k}", label, int(sizes[k]))


def _points_told(found: Coloriage) -> str:
    """Return what a disc means, and how many are drawn when not all of them are."""
    known = [v for v in found.valeurs.values() if isinstance(v, float)]
    drawn = sum(v > 0 for v in known)
    most = value(found.coloration, max(known, default=0.0))
    words = f"La surface dit la valeur{THIN}; le plus grand{NBSP}: {most}"
    if drawn < len(known):
        words += f"{THIN}; ni zéro ni valeur négative"
    return words


def _categories(found: Coloriage, sizes: NDArray[np.intp]) -> Iterator[Entree]:
    for k, label in enumerate(found.modalites, 1):
        yield Entree(f"c{k}", typeset(label), int(sizes[k]))
    for kind, label in ((AUTRES, "Autres"), (EGALITES, "À égalité")):
        if sizes[kind]:
            yield Entree(f"c{kind}", label, int(sizes[kind]))
