"""Rows to values by territory: several rows on one territory are summed up, never silently."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.couches.couche import Cumul, Nature
from cartoexp.domain.couches.nombres import ABSENTS, IllisibleError, nombre
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.couches.couche import Cle, Lignes

    Valeur = float | str | None

ABSENTES = ABSENTS - {"s", "secret", "inconnu", "none"}
"""What stands for no category: the others may name one."""
EGALITE = "à égalité"
"""Value of a territory whose rows hold several categories equally often: none is chosen."""


@dataclass(frozen=True, slots=True)
class Agregat:
    """Values by territory, in the order of the file; ``None`` where no row holds one.

    ``lignes`` counts the rows of each. ``groupes`` territories have several, ``partiels`` of them
    some without a value; ``illisibles`` rows hold a text where a number is read.
    """

    valeurs: Mapping[Cle, Valeur]
    lignes: Mapping[Cle, int]
    groupes: int
    partiels: int
    egalites: int
    illisibles: int


def agreger(lignes: Lignes, nature: Nature, cumul: Cumul) -> Agregat:
    """Return the values of a layer."""
    held: list[list[float | str]] = [[] for _ in lignes.territoires]
    counts = Counter(lignes.rangs)
    unreadable = 0
    for rank, cell in zip(lignes.rangs, lignes.cellules, strict=True):
        try:
            value = 1.0 if cumul is Cumul.LIGNES else lire(cell, nature)
        except IllisibleError:
            unreadable += 1
            continue
        if value is not None:
            held[rank].append(value)
    values = [_sum_up(cells, nature, cumul) for cells in held]
    partial = sum(0 < len(cells) < counts[rank] for rank, cells in enumerate(held))
    return Agregat(
        dict(zip(lignes.territoires, values, strict=True)),
        {place: counts[rank] for rank, place in enumerate(lignes.territoires)},
        sum(n > 1 for n in counts.values()),
        partial,
        sum(value == EGALITE for value in values) if nature is Nature.CATEGORIE else 0,
        unreadable,
    )


def lire(cellule: str, nature: Nature) -> float | str | None:
    """Return the value that a cell holds.

    Raises:
        IllisibleError: a number is wanted and it holds something else.
    """
    if nature is Nature.NOMBRE:
        return nombre(cellule)
    text = " ".join(cellule.split())
    return None if fold(text) in ABSENTES else text


def _sum_up(values: list[float | str], nature: Nature, cumul: Cumul) -> Valeur:
    if not values:
        return None
    if nature is Nature.CATEGORIE:
        return _most_frequent(str(v) for v in values)
    total = math.fsum(float(v) for v in values)
    return total / len(values) if cumul is Cumul.MOYENNE else total


def _most_frequent(values: Iterable[str]) -> str:
    first, *others = Counter(values).most_common(2)
    return EGALITE if others and others[0][1] == first[1] else first[0]


MODALITES = 8
"""Most categories that a map shows; the others are one."""


def modalites(valeurs: Iterable[Valeur]) -> tuple[str, ...]:
    """Return the categories to show, the most frequent first, then in the order of their names."""
    counts = Counter(str(v) for v in valeurs if v is not None and v != EGALITE)
    ordered = sorted(counts, key=lambda name: (-counts[name], fold(name), name))
    return tuple(ordered[:MODALITES])
