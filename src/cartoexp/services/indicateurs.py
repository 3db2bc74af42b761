"""Use case: the indicators of a territory, with where it stands among its level."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from cartoexp.domain.distributions import describe
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.lecture import Portee
from cartoexp.services.positions import Groupes
from cartoexp.store.ajouts import KEYS, Ajouts
from cartoexp.store.reference import CURE, float_matrix, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.domain.distributions import Distribution
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.positions import Positions


@dataclass(frozen=True, slots=True)
class Indicateur:
    """Metadata of an indicator, as ``indicateurs.json`` gives them.

    ``manquants`` is the share (0 to 1) of the territories of each level whose value is unknown.
    ``ensemble`` is what it was added with on this machine, empty for those that are shipped.
    """

    id: str
    libelle: str
    unite: str
    theme: str
    source: str
    producteur: str
    millesime: str
    decimales: int
    description: str
    transform: str = "none"
    portee: Portee = Portee.TERRITOIRE
    licence: str = ""
    ensemble: str = ""
    manquants: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False)

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Return the indicator of a record; what services do not use is left."""
        known = {name: record[name] for name in cls.__slots__ if name in record}
        return cls(**(known | {"portee": Portee(record["portee"])}))


@dataclass(frozen=True, slots=True)
class Valeur:
    """A value among those of its level.

    ``rang_centile`` is the share (0 to 1) of the territories of the level that have a lower one;
    ``inferieurs`` and ``superieurs`` count those that have a lower and a higher one;
    ``distribution`` is ``None`` where nothing tells the territories apart.
    """

    indicateur: Indicateur
    valeur: float | None
    rang_centile: float | None
    mediane: float | None
    effectif: int
    inferieurs: int = 0
    superieurs: int = 0
    distribution: Distribution | None = None


@dataclass(frozen=True)
class IndicateurService:
    """One float32 matrix a level, read-only: a row a territory, a column an indicator."""

    folder: Path
    ajouts: Ajouts = field(default_factory=Ajouts)

    @cached_property
    def metadata(self) -> tuple[Indicateur, ...]:
        """Indicators in the order of the columns, those that were added last."""
        path = self.folder / "indicateurs.json"
        try:
            rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
            return tuple(map(Indicateur.read, (*rows, *self.ajouts.indicateurs)))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataFileError(path, "fichier absent ou illisible", CURE) from error

    @cached_property
    def _levels(self) -> dict[str, _Level]:
        names = [i.id for i in self.metadata if not i.ensemble]
        table = read_table(self.folder / "indicateurs.parquet", [*KEYS, *names])
        niveaux = np.array(table["niveau"].to_pylist())
        codes = np.array(table["code"].to_pylist())
        matrix = float_matrix(table, names)
        if self.ajouts.tables:
            added = (float_matrix(t, t.column_names[len(KEYS) :]) for t in self.ajouts.tables)
            matrix = np.hstack([matrix, *added])
        found = {}
        for niveau in np.unique(niveaux).tolist():
            rows = np.flatnonzero(niveaux == niveau)
            found[niveau] = _Level.build(codes[rows].tolist(), matrix[rows], self.metadata)
        return found

    @cached_property
    def _groupes(self) -> dict[Niveau, Groupes]:
        return {}

    def warm(self) -> None:
        """Read every level now, before the workers are forked."""
        assert self._levels  # noqa: S101  reading the attribute is what reads the files

    def matrix(self, niveau: Niveau) -> NDArray[np.float32]:
        """Return the matrix (territories x indicators) of a level; NaN where missing."""
        return self._levels[niveau].matrix

    def rows(self, niveau: Niveau, codes: Sequence[str]) -> NDArray[np.intp]:
        """Return the rows of the matrix of a level that hold these codes."""
        rows = self._levels[niveau].rows
        return np.array([rows[code] for code in codes], dtype=np.intp)

    def line(self, territoire: Territoire) -> list[float | None]:
        """Return every indicator of a territory, in the order of the metadata; rounding is left.

        All unknown where its level has none.
        """
        level = self._levels.get(territoire.niveau)
        row = None if level is None else level.rows.get(territoire.code)
        if level is None or row is None:
            return [None] * len(self.metadata)
        return [None if math.isnan(x) else x for x in level.matrix[row].tolist()]

    def values(self, territoire: Territoire) -> list[Valeur]:
        """Return the indicators of a territory itself; empty where its level has none."""
        level = self._levels.get(territoire.niveau)
        row = None if level is None else level.rows.get(territoire.code)
        if level is None or row is None:
            return []
        return [
            _value(i, level.known[n], level.spread[n], level.matrix[row, n])
            for n, i in enumerate(self.metadata)
            if i.portee is Portee.TERRITOIRE
        ]

    def positions(self, territoire: Territoire) -> list[Positions]:
        """Return the place of a territory for every indicator, those of the surroundings too.

        Empty where its level has none.
        """
        niveau = territoire.niveau
        level = self._levels.get(niveau)
        row = None if level is None else level.rows.get(territoire.code)
        if level is None or row is None:
            return []
        groupes = self._groupes.get(niveau)
        if groupes is None:
            people = level.matrix[:, [i.id for i in self.metadata].index("population")]
            groupes = Groupes.read(self.folder, niveau, level.rows, level.matrix, people)
            self._groupes[niveau] = groupes
        return groupes.of(row, self.metadata)


@dataclass(frozen=True, slots=True)
class _Level:
    """Row by code, the matrix; by column its known values in order and how they are spread.

    Both are empty for the columns of the surroundings, which no page shows.
    """

    rows: dict[str, int]
    matrix: NDArray[np.float32]
    known: tuple[NDArray[np.float32], ...]
    spread: tuple[Distribution | None, ...]

    @classmethod
    def build(
        cls, codes: list[str], matrix: NDArray[np.float32], metadata: Sequence[Indicateur]
    ) -> _Level:
        matrix.flags.writeable = False
        known = tuple(map(_known, matrix.T, metadata))
        spread = tuple(map(_spread, known, metadata))
        return cls({intern(code): row for row, code in enumerate(codes)}, matrix, known, spread)


def _known(column: NDArray[np.float32], indicateur: Indicateur) -> NDArray[np.float32]:
    shown = indicateur.portee is not Portee.ENVIRONS
    return np.sort(column[~np.isnan(column)]) if shown else column[:0]


def _spread(known: NDArray[np.float32], indicateur: Indicateur) -> Distribution | None:
    """Return how the values are spread; ``None`` where there are none."""
    log = indicateur.transform == "log" and not indicateur.unite.startswith("%")
    return describe(known, logarithmic=log)


def _value(
    indicateur: Indicateur,
    known: NDArray[np.float32],
    spread: Distribution | None,
    here: np.float32,
) -> Valeur:
    size = len(known)
    mediane = float(known[(size - 1) // 2] + known[size // 2]) / 2 if size else None
    if np.isnan(here):
        return Valeur(indicateur, None, None, mediane, size, distribution=spread)
    below = int(np.searchsorted(known, here, "left"))
    above = size - int(np.searchsorted(known, here, "right"))
    return Valeur(indicateur, float(here), below / size, mediane, size, below, above, spread)
