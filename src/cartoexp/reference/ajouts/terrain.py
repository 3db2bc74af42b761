"""The communes of the reference as arrays, and which of them any code leads to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.territoires import Niveau
from cartoexp.store.ajouts import KEYS
from cartoexp.store.reference import read_reference, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Self

    import pyarrow as pa
    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.store.reference import Reference

    Array = NDArray[np.float64]
    Rows = NDArray[np.intp]

UNKNOWN, COUNTED = -1, -2
"""A code that leads nowhere; an arrondissement whose whole commune has a row of its own."""
ARRONDISSEMENT = "arrondissement_municipal"
GROUPS = {
    Niveau.EPCI: "code_epci",
    Niveau.DEPARTEMENT: "code_departement",
    Niveau.REGION: "code_region",
}


@dataclass(frozen=True)
class Terrain:
    """A reference; ``keys`` are the level and code of each row of its table of indicators."""

    reference: Reference
    keys: pa.Table

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read it.

        Raises:
            DataFileError: when a file is missing or broken.
        """
        return cls(read_reference(folder), read_table(folder / "indicateurs.parquet", KEYS))

    @cached_property
    def niveaux(self) -> Mapping[Niveau, Sequence[str]]:
        """Codes by level, in the order of the rows."""
        found: dict[Niveau, list[str]] = {}
        for niveau, code in zip(*(self.keys[k].to_pylist() for k in KEYS), strict=True):
            found.setdefault(Niveau(niveau), []).append(code)
        return found

    @cached_property
    def communes(self) -> Sequence[Territoire]:
        """Communes, in the order of the rows."""
        known = {t.code: t for t in self.reference.territoires if t.niveau is Niveau.COMMUNE}
        return [known[code] for code in self.niveaux[Niveau.COMMUNE]]

    @cached_property
    def population(self) -> Array:
        """Inhabitants of the communes."""
        return np.array([np.nan if t.population is None else t.population for t in self.communes])

    @cached_property
    def groupes(self) -> Mapping[Niveau, Sequence[Rows]]:
        """Positions of the communes of each territory of a larger level, in the order of rows."""
        found = {}
        for niveau, name in GROUPS.items():
            inside: dict[str, list[int]] = {code: [] for code in self.niveaux[niveau]}
            for position, commune in enumerate(self.communes):
                code = getattr(commune, name)
                if code in inside:
                    inside[code].append(position)
            found[niveau] = [np.array(rows, dtype=np.intp) for rows in inside.values()]
        return found

    def targets(self, codes: Sequence[str]) -> Rows:
        """Return the position of the current commune of each code, current or former.

        :data:`UNKNOWN` where there is none, :data:`COUNTED` for an arrondissement of Paris, Lyon
        or Marseille when the whole city is in ``codes`` too.
        """
        position = {t.code: i for i, t in enumerate(self.communes)}
        former = {p.code_ancien: p for p in self.reference.passages}
        held = set(codes)

        def target(code: str) -> int:
            if code in position:
                return position[code]
            passage = former.get(code)
            if passage is None:
                return UNKNOWN
            if passage.nature == ARRONDISSEMENT and passage.code in held:
                return COUNTED
            return position.get(passage.code, UNKNOWN)

        return np.array([target(code) for code in codes], dtype=np.intp)
