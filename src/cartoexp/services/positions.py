"""Where a territory stands: in France, its région, its département, and among those of its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from cartoexp.domain.territoires import Niveau
from cartoexp.store.reference import FILES, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.services.indicateurs import Indicateur

    Matrix = NDArray[np.float32]
    Groups = NDArray[np.intp]

SIZES = (500.0, 2_000.0, 10_000.0, 50_000.0)
"""Bounds of the population classes of communes, in inhabitants, each in the class above it."""
TERCILES = (1 / 3, 2 / 3)
FEWEST = 2
"""A territory that is alone in its group has no place in it."""
NONE = -1
ABOVE: dict[Niveau, tuple[str, ...]] = {Niveau.REGION: (), Niveau.DEPARTEMENT: ("code_region",)}
"""What holds the territories of a level, where it is not both a région and a département."""


@dataclass(frozen=True, slots=True)
class Position:
    """``part`` (0 to 1) of the ``effectif`` territories of a group, those known, lie below."""

    part: float
    effectif: int


@dataclass(frozen=True, slots=True)
class Positions:
    """An indicator of a territory, and its place among the territories of its level.

    A place is ``None`` where the value is missing, where the territory has no such group (a
    département is in no other one) or is alone in it.
    """

    indicateur: Indicateur
    valeur: float | None
    france: Position | None
    region: Position | None
    departement: Position | None
    taille: Position | None


@dataclass(frozen=True, slots=True, eq=False)
class Groupes:
    """The groups of the territories of a level.

    ``matrix`` is t x i; ``groups`` (4 x t) hold the same number for all of France, then a number of
    région, of département and of size for each territory, :data:`NONE` for none. Places are counted
    when they are asked: sorted, the values would be as much again as the matrix in every worker.
    """

    matrix: Matrix
    groups: Groups

    @classmethod
    def read(
        cls,
        folder: Path,
        niveau: Niveau,
        rows: Mapping[str, int],
        matrix: Matrix,
        population: NDArray[np.float32],
    ) -> Self:
        """Read where the territories of a level are, from its file.

        Args:
            folder: the built reference.
            niveau: the level.
            rows: row of the matrix by code.
            matrix: the values, a column an indicator.
            population: inhabitants by row.
        """
        above = ABOVE.get(niveau, ("code_region", "code_departement"))
        table = read_table(folder / FILES[niveau], ["code", *above])
        order = [rows[code] for code in table["code"].to_pylist()]
        groups = np.full((4, len(population)), NONE, dtype=np.intp)
        groups[0] = 0
        for n, name in enumerate(above, 1):
            groups[n, order] = _numbers(table[name].to_pylist())
        groups[-1] = _sizes(niveau, population)
        return cls(matrix, groups)

    def of(self, row: int, indicateurs: Sequence[Indicateur]) -> list[Positions]:
        """Return the places of the territory of a row, for each indicator."""
        here = self.matrix[row]
        inside = [self._places(kind, row) for kind in range(len(self.groups))]
        return [
            Positions(known, None if np.isnan(value) else value, *(places[n] for places in inside))
            for n, (known, value) in enumerate(zip(indicateurs, here.tolist(), strict=True))
        ]

    def _places(self, kind: int, row: int) -> list[Position | None]:
        here, number = self.matrix[row], self.groups[kind, row]
        if number == NONE:
            return [None] * len(here)
        members = self.matrix[self.groups[kind] == number] if kind else self.matrix
        sizes = (~np.isnan(members)).sum(axis=0).tolist()
        below = (members < here).sum(axis=0).tolist()
        return [
            None if size < FEWEST or np.isnan(value) else Position(lower / size, size)
            for value, lower, size in zip(here, below, sizes, strict=True)
        ]


def _numbers(codes: list[str | None]) -> NDArray[np.intp]:
    """Return a number by distinct code, :data:`NONE` where there is none."""
    known = {code: n for n, code in enumerate(sorted({c for c in codes if c}))}
    return np.array([known.get(code or "", NONE) for code in codes], dtype=np.intp)


def _sizes(niveau: Niveau, population: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the class of population of each territory: bounds for communes, else terciles."""
    bounds = SIZES if niveau is Niveau.COMMUNE else np.nanquantile(population, TERCILES)
    classes = np.searchsorted(bounds, population, side="right").astype(np.intp)
    return np.where(np.isnan(population), NONE, classes)
