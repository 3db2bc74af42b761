"""What the map shows of a level: values, classes and the words that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE, MASQUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Niveau


@dataclass(frozen=True, slots=True)
class Coloration:
    """What the map shows of the t drawn territories of a level, by code.

    ``valeurs`` (t, float32) are in ``unite``, NaN where unknown or masked; ``classes`` (t, uint8)
    are 0 for zero, 1 to 5, 254 where masked, 255 where unknown. ``libelles`` are those of the
    classes 1 and up; ``zero`` is that of class 0, ``None`` where zero is a value like others.
    ``effectifs`` counts the territories by class. ``decimales`` are those worth showing.
    """

    niveau: Niveau
    couleur: str
    titre: str
    unite: str
    codes: Sequence[str]
    valeurs: NDArray[np.float32]
    classes: NDArray[np.uint8]
    libelles: Sequence[str]
    zero: str | None
    effectifs: Mapping[int, int]
    source: str
    millesime: str
    decimales: int = 0


def within(coloration: Coloration, codes: Collection[str]) -> Coloration:
    """Return a colouring kept to some of its territories; the classes stay those of the whole."""
    kept = np.array([code in codes for code in coloration.codes], dtype=bool)
    classes = coloration.classes[kept]
    sizes = np.bincount(classes, minlength=AUCUNE + 1)
    return replace(
        coloration,
        codes=[code for code, held in zip(coloration.codes, kept.tolist(), strict=True) if held],
        valeurs=coloration.valeurs[kept],
        classes=classes,
        effectifs={kind: int(sizes[kind]) for kind in coloration.effectifs},
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The t territories of a level that have an outline, by code; NaN where nobody is counted."""

    codes: tuple[str, ...]
    keys: NDArray[np.str_]
    population: NDArray[np.float32]

    def find(self, codes: Iterable[str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return where each code stands, and whether it is drawn at all."""
        held = np.array([*codes], dtype=np.str_)
        places = np.searchsorted(self.keys, held).clip(max=len(self.keys) - 1)
        return places, self.keys[places] == held


@dataclass(frozen=True, slots=True)
class Mots:
    """Words of a colouring: title, unit, source, year, decimals."""

    titre: str
    unite: str
    source: str
    millesime: str = ""
    decimales: int = 0


@dataclass(frozen=True, slots=True)
class Rangees:
    """Values (t) with their classes (t) and the labels of these, zero aside."""

    valeurs: NDArray[np.float32]
    classes: NDArray[np.uint8]
    libelles: Sequence[str]
    zero: str | None = "0"

    def effectifs(self) -> dict[int, int]:
        """Return the number of territories by class, also where it is nought."""
        sizes = np.bincount(self.classes, minlength=AUCUNE + 1)
        return {k: int(sizes[k]) for k in [*range(len(self.libelles) + 1), MASQUE, AUCUNE]}


def assemble(
    niveau: Niveau, couleur: str, codes: Sequence[str], mots: Mots, found: Rangees
) -> Coloration:
    """Put values and words together."""
    return Coloration(
        niveau,
        couleur,
        mots.titre,
        mots.unite,
        codes,
        found.valeurs,
        found.classes,
        tuple(found.libelles),
        found.zero,
        found.effectifs(),
        mots.source,
        mots.millesime,
        mots.decimales,
    )
