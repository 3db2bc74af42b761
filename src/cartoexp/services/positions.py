"""Where a territory stands: in France, its région, its département, and among those of its size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
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
    Columns = tuple[NDArray[np.float32], ...]
    Groups = NDArray[np.intp]

SIZES = (500.0, 2_000.0, 10_000.0, 50_000.0)
"""Bounds of the population classes of communes, in inhabitants, each in the class above it."""
TERCILES = (1 / 3, 2 / 3)
GROUPS_KEPT = 24
"""Groups whose sorted values are kept: those of every size, and the latest asked for."""
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

    ``matrix`` (t x i) and ``france``, its known values in order by indicator; ``groups`` (3 x t)
    hold a number of région, of département and of size for each territory, :data:`NONE` for none.
    """

    matrix: Matrix
    france: Columns
    groups: Groups

    @classmethod
    def read(
        cls,
        folder: Path,
        niveau: Niveau,
        rows: Mapping[str, int],
        values: tuple[Matrix, Columns],
        population: NDArray[np.float32],
    ) -> Self:
        """Read where the territories of a level are, from its file.

        Args:
            folder: the built reference.
            niveau: the level.
            rows: row of the matrix by code.
            values: the matrix, and its known values in order by indicator.
            population: inhabitants by row.
        """
        above = ABOVE.get(niveau, ("code_region", "code_departement"))
        table = read_table(folder / FILES[niveau], ["code", *above])
        order = [rows[code] for code in table["code"].to_pylist()]
        groups = np.full((3, len(population)), NONE, dtype=np.intp)
        for n, name in enumerate(above):
            groups[n, order] = _numbers(table[name].to_pylist())
        groups[-1] = _sizes(niveau, population)
        return cls(*values, groups)

    def of(self, row: int, indicateurs: Sequence[Indicateur]) -> list[Positions]:
        """Return the places of the territory of a row, for each indicator."""
        members = (_sorted(self, kind, int(self.groups[kind, row])) for kind in range(3))
        among = (self.france, *members)
        here = self.matrix[row].tolist()
        return [
            Positions(
                known,
                None if np.isnan(value) else value,
                *(None if g is None else _place(g[n], value) for g in among),
            )
            for n, (known, value) in enumerate(zip(indicateurs, here, strict=True))
        ]


@lru_cache(maxsize=GROUPS_KEPT)
def _sorted(groupes: Groupes, kind: int, number: int) -> Columns | None:
    """Return the known values of a group in order, by indicator; ``None`` without a group."""
    if number == NONE:
        return None
    return in_order(groupes.matrix[groupes.groups[kind] == number])


def in_order(matrix: Matrix) -> Columns:
    """Return the known values of each column, in order."""
    return tuple(np.sort(column[~np.isnan(column)]) for column in matrix.T)


def _place(known: NDArray[np.float32], here: float) -> Position | None:
    if len(known) < FEWEST or np.isnan(here):
        return None
    return Position(int(known.searchsorted(np.float32(here))) / len(known), len(known))


def _numbers(codes: list[str | None]) -> NDArray[np.intp]:
    """Return a number by distinct code, :data:`NONE` where there is none."""
    known = {code: n for n, code in enumerate(sorted({c for c in codes if c}))}
    return np.array([known.get(code or "", NONE) for code in codes], dtype=np.intp)


def _sizes(niveau: Niveau, population: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the class of population of each territory: bounds for communes, else terciles."""
    bounds = SIZES if niveau is Niveau.COMMUNE else np.nanquantile(population, TERCILES)
    classes = np.searchsorted(bounds, population, side="right").astype(np.intp)
    return np.where(np.isnan(population), NONE, classes)
