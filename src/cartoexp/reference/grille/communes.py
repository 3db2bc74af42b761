"""The communes that have an outline, as the grid needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.coverage import by_landmass
from cartoexp.reference.grille.arcs import Owner
from cartoexp.reference.grille.manifest import SOURCE
from cartoexp.reference.projections import METRO
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

COLUMNS = ["code", "nom", "code_region", "code_departement", "code_epci", "geometry"]


@dataclass(frozen=True, slots=True, eq=False)
class Communes:
    """Communes in code order: codes, names, outlines (degrees, EPSG:4326), to whom each belongs."""

    codes: list[str]
    noms: list[str]
    shapes: NDArray[np.object_]
    owners: list[Owner]

    def masses(self) -> list[NDArray[np.intp]]:
        """Return the rows of each landmass: the métropole first, then by code."""
        rows = {code: row for row, code in enumerate(self.codes)}
        groups = by_landmass(self.codes)
        names = sorted(groups, key=lambda name: (name != METRO, name))
        return [np.array([rows[code] for code in groups[name]]) for name in names]


def read_communes(folder: Path) -> Communes:
    """Read ``communes.parquet`` of a reference folder.

    Raises:
        DataFileError: when it is missing or broken.
    """
    table = read_table(folder / SOURCE, COLUMNS)
    table = table.filter(table["geometry"].is_valid())
    codes, noms, regions, departements, epci, wkb = (c.to_pylist() for c in table.columns)
    # A commune outside any EPCI is bounded as one of its own.
    rows = zip(regions, departements, epci, codes, strict=True)
    owners = [Owner(region, departement, own or code) for region, departement, own, code in rows]
    return Communes(codes, noms, shapely.from_wkb(wkb), owners)
