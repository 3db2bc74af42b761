"""Use case: the indicators of a territory, with where it stands among its level."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.errors import DataFileError
from cartoexp.store.reference import CURE, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Niveau, Territoire


@dataclass(frozen=True, slots=True)
class Indicateur:
    """Metadata of an indicator, as ``indicateurs.json`` gives them."""

    id: str
    libelle: str
    unite: str
    theme: str
    source: str
    producteur: str
    millesime: str
    decimales: int
    description: str


@dataclass(frozen=True, slots=True)
class Valeur:
    """A value among those of its level.

    ``rang_centile`` is the share (0 to 1) of the territories of the level that have a lower one;
    ``inferieurs`` and ``superieurs`` count those that have a lower and a higher one.
    """

    indicateur: Indicateur
    valeur: float | None
    rang_centile: float | None
    mediane: float | None
    effectif: int
    inferieurs: int = 0
    superieurs: int = 0


@dataclass(frozen=True)
class IndicateurService:
    """One float32 matrix a level, read-only: a row a territory, a column an indicator."""

    folder: Path

    @cached_property
    def metadata(self) -> tuple[Indicateur, ...]:
        """Indicators in the order of the columns."""
        path = self.folder / "indicateurs.json"
        try:
            rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
            names = Indicateur.__slots__
            return tuple(Indicateur(**{n: row[n] for n in names}) for row in rows)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataFileError(path, "fichier absent ou illisible", CURE) from error

    @cached_property
    def _levels(self) -> dict[str, tuple[dict[str, int], NDArray[np.float32]]]:
        names = [i.id for i in self.metadata]
        table = read_table(self.folder / "indicateurs.parquet", ["niveau", "code", *names])
        niveaux = np.array(table["niveau"].to_pylist())
        codes = np.array(table["code"].to_pylist())
        columns = [table[n].to_numpy(zero_copy_only=False) for n in names]
        matrix = np.column_stack(columns).astype(np.float32)
        found = {}
        for niveau in np.unique(niveaux).tolist():
            rows = np.flatnonzero(niveaux == niveau)
            part = matrix[rows]
            part.flags.writeable = False
            found[niveau] = ({c: i for i, c in enumerate(codes[rows].tolist())}, part)
        return found

    def matrix(self, niveau: Niveau) -> NDArray[np.float32]:
        """Return the matrix (territories x indicators) of a level; NaN where missing."""
        return self._levels[niveau][1]

    def values(self, territoire: Territoire) -> list[Valeur]:
        """Return the indicators of a territory; empty where its level has none."""
        level = self._levels.get(territoire.niveau)
        row = level and level[0].get(territoire.code)
        if level is None or row is None:
            return []
        matrix = level[1]
        return [_value(i, matrix[:, n], row) for n, i in enumerate(self.metadata)]


def _value(indicateur: Indicateur, column: NDArray[np.float32], row: int) -> Valeur:
    known = column[~np.isnan(column)]
    here = column[row]
    mediane = float(np.median(known)) if len(known) else None
    if np.isnan(here):
        return Valeur(indicateur, None, None, mediane, len(known))
    below, above = int((known < here).sum()), int((known > here).sum())
    return Valeur(indicateur, float(here), below / len(known), mediane, len(known), below, above)
