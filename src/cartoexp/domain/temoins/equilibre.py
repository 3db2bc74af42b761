"""How alike the territories that try and their controls are, indicator by indicator.

A standardised difference is that of the averages, in standard deviations of the level: indicators
are already centred and reduced within it. The same measure is used before and after, so that the
two can be compared. Above 0.25 the likeness does not hold, and it is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows

PROCHE, LIMITE = 0.1, 0.25
"""Standardised differences up to which groups are alike, then acceptable."""


class Verdict(StrEnum):
    """What a difference is worth."""

    PROCHE = "proche"
    ACCEPTABLE = "acceptable"
    DESEQUILIBRE = "desequilibre"
    INCONNU = "inconnu"

    @classmethod
    def of(cls, difference: float | None) -> Verdict:
        """Return the verdict on a standardised difference."""
        if difference is None:
            return cls.INCONNU
        if abs(difference) <= PROCHE:
            return cls.PROCHE
        return cls.ACCEPTABLE if abs(difference) <= LIMITE else cls.DESEQUILIBRE

    @property
    def label(self) -> str:
        """French, as a table shows it."""
        return _LABELS[self]


_LABELS = {
    Verdict.PROCHE: "proche",
    Verdict.ACCEPTABLE: "acceptable",
    Verdict.DESEQUILIBRE: "déséquilibré",
    Verdict.INCONNU: "inconnu",
}


@dataclass(frozen=True, slots=True)
class Ligne:
    """An indicator: standardised differences, then averages in its own unit.

    ``avant``: those that try less all the others of the level; ``apres``: less their controls;
    ``None`` when one of the two is not known.
    """

    indicateur: str
    avant: float | None
    apres: float | None
    essai: float | None
    temoins: float | None

    @property
    def verdict(self) -> Verdict:
        """What is left once controls are chosen."""
        return Verdict.of(self.apres)


@dataclass(frozen=True, slots=True)
class Equilibre:
    """All the indicators that are looked at."""

    lignes: Sequence[Ligne]

    @property
    def desequilibres(self) -> list[Ligne]:
        """Those on which the likeness does not hold, the worst first."""
        found = [x for x in self.lignes if x.verdict is Verdict.DESEQUILIBRE]
        return sorted(found, key=lambda x: -abs(x.apres or 0.0))

    @property
    def avant(self) -> float | None:
        """Mean difference before, whatever its side."""
        return _mean([x.avant for x in self.lignes])

    @property
    def apres(self) -> float | None:
        """The same after."""
        return _mean([x.apres for x in self.lignes])

    @property
    def pire(self) -> float:
        """The largest difference left."""
        return max((abs(x.apres) for x in self.lignes if x.apres is not None), default=0.0)


def peser(
    noms: Sequence[str], z: Numbers, valeurs: Numbers, essais: Rows, temoins: list[Rows]
) -> Equilibre:
    """Weigh the likeness of two groups; those without a control are left out of « after ».

    Args:
        noms: the v indicators.
        z: standardised (v x n), ``NaN`` when missing.
        valeurs: in their own units (v x n), ``NaN`` when missing.
        essais: rows of the t territories that try.
        temoins: rows of the controls of each.
    """
    others = np.ones(z.shape[1], dtype=np.bool_)
    others[essais] = False
    matched = [(int(row), held) for row, held in zip(essais, temoins, strict=True) if len(held)]
    lines = []
    for name, scores, values in zip(noms, z, valeurs, strict=True):
        before = _less(_known(scores[essais]), _known(scores[others]))
        after = [_less(_known(scores[[row]]), _known(scores[held])) for row, held in matched]
        told = [(_known(values[[row]]), _known(values[held])) for row, held in matched]
        both = [(a, b) for a, b in told if a is not None and b is not None]
        lines.append(
            Ligne(
                name,
                before,
                _signed(after),
                sum(a for a, _ in both) / len(both) if both else None,
                sum(b for _, b in both) / len(both) if both else None,
            )
        )
    return Equilibre(lines)


def _known(values: NDArray[np.floating]) -> float | None:
    kept = values[np.isfinite(values)]
    return float(kept.astype(np.float64).mean()) if len(kept) else None


def _less(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _signed(found: Sequence[float | None]) -> float | None:
    known = [x for x in found if x is not None]
    return sum(known) / len(known) if known else None


def _mean(found: Sequence[float | None]) -> float | None:
    known = [abs(x) for x in found if x is not None]
    return sum(known) / len(known) if known else None
