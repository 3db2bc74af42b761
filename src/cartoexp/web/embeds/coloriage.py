"""From a colouring to looks, legend and table; pure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.genres import Apparence
from cartoexp.domain.phrases.mesures import value
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import NOMBRE, TAUX
from cartoexp.services.dessins.pixels import looks_by_number
from cartoexp.services.ressemblance import is_likeness
from cartoexp.web.embeds.contenu import Entree, Fichier, Peinture, Tableau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.coloration import Coloration
    from cartoexp.services.resume import Rang
    from cartoexp.web.context import Web

NO_DATA, MASKED = "nd", "masque"
_LOOKS = {AUCUNE: NO_DATA, MASQUE: MASKED}
PIXELS = 500
"""Width of the picture of the communes: about what a frame shows, 27 KB."""
COLUMNS = ("niveau", "code", "nom", "indicateur", "valeur", "unite", "source", "millesime")


def look(kind: int) -> str:
    """Return the class of the style sheet that shows a class of values."""
    return _LOOKS.get(kind, f"k{kind}")


def looks(coloration: Coloration) -> dict[str, str]:
    """Return the look of each territory, by code."""
    classes = coloration.classes.tolist()
    return {code: look(kind) for code, kind in zip(coloration.codes, classes, strict=True)}


PLAIN = {"k2": "f2", "k4": "f4"}
"""What a picture shows of the classes that carry a pattern elsewhere: its pixels are too few."""


def plain(entries: Sequence[Entree]) -> list[Entree]:
    """Return a legend without patterns."""
    return [replace(e, aspect=PLAIN.get(e.aspect, e.aspect)) for e in entries]


def plain_looks(coloration: Coloration) -> dict[str, str]:
    """Return the look of each territory, by code, without patterns."""
    return {code: PLAIN.get(found, found) for code, found in looks(coloration).items()}


def painting(web: Web, coloration: Coloration, apparence: Apparence) -> Peinture:
    """Return the communes of France as a picture, in the light colours unless dark is chosen."""
    palette = web.palette_sombre if apparence is Apparence.SOMBRE else web.palette
    kinds = [*range(6), MASQUE, AUCUNE]
    place = np.zeros(AUCUNE + 1, dtype=np.uint8)
    place[kinds] = range(len(kinds))
    known = web.services.grille.index(Niveau.COMMUNE)
    unknown = kinds.index(AUCUNE)
    found = looks_by_number(coloration.codes, place[coloration.classes], known, unknown)
    ground = palette["nd-fond"]
    colours = [*(palette[f"seq-{k}"] for k in range(6)), ground, ground]
    return Peinture(partial(web.services.pixels.paint, found, colours), PIXELS)


def legend(coloration: Coloration) -> list[Entree]:
    """Return the classes in order: zero, the classes, masked, no data."""
    held = coloration.effectifs
    found = [] if coloration.zero is None else [Entree("k0", coloration.zero, held[0])]
    found += [Entree(f"k{k}", label, held[k]) for k, label in enumerate(coloration.libelles, 1)]
    if coloration.couleur == TAUX:
        found.append(Entree(MASKED, "Masqué", held[MASQUE]))
    return [*found, Entree(NO_DATA, "Aucune donnée", held[AUCUNE])]


def legend_title(coloration: Coloration) -> str:
    """Return what the classes are classes of: the unit, or the title where there is none."""
    told = coloration.unite if coloration.unite not in {"", "rang"} else coloration.titre
    return f"{told[0].upper()}{told[1:]}"


def told(coloration: Coloration, rang: Rang) -> str:
    """Return the value of a territory as people read it, or the words that it stands for."""
    if rang.classe == MASQUE:
        return "masqué"
    if rang.valeur is None:
        return MISSING
    if coloration.unite and not is_likeness(coloration.couleur):
        return value(coloration, rang.valeur, unit=False)
    words = {0: coloration.zero or "0"} | dict(enumerate(coloration.libelles, 1))
    return words[rang.classe]


def titles(coloration: Coloration, rangs: Sequence[Rang]) -> dict[str, str]:
    """Return « Nord : 5 » by code."""
    return {
        r.territoire.code: f"{typeset(r.territoire.nom)}{NBSP}: {told(coloration, r)}"
        for r in rangs
    }


def table(coloration: Coloration, rangs: Sequence[Rang], most: int | None = None) -> Tableau:
    """Return the table, from the highest value; territories at zero are summed up in words."""
    kept = [r for r in rangs if r.classe != 0] if coloration.couleur == NOMBRE else [*rangs]
    shown = kept[:most]
    caption = "De la plus haute valeur à la plus basse"
    if len(shown) < len(kept):
        caption += f"{NBSP}: les {number(len(shown))} premières lignes sur {number(len(kept))}"
    elif len(kept) < len(rangs):
        caption += f"{THIN}; les autres{NBSP}: 0"
    rows = [(typeset(r.territoire.nom), told(coloration, r)) for r in shown]
    heads = (coloration.niveau.label, legend_title(coloration))
    return Tableau(f"{caption}.", heads, rows, frozenset({1}))


def file(coloration: Coloration, rangs: Sequence[Rang]) -> Fichier:
    """Return every value; unknown and masked ones are empty."""
    unit = coloration.unite.replace(THIN, " ")
    rows = [
        (
            coloration.niveau.value,
            r.territoire.code,
            r.territoire.nom,
            coloration.couleur,
            None if r.valeur is None else round(r.valeur, coloration.decimales or None),
            unit,
            coloration.source,
            coloration.millesime,
        )
        for r in rangs
    ]
    return Fichier(COLUMNS, rows)
