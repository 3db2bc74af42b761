"""A collection of features in memory: select its rows, write them as GeoJSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import shapely
from pydantic_core import to_json

from cartoexp.services.entites.cadres import Etendues
from cartoexp.services.entites.reperes import Repere
from cartoexp.services.entites.reserve import Own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.services.entites.cadres import Cadre, Rows
    from cartoexp.services.entites.reserve import Pieces

_NONE: Rows = np.array([], dtype=np.intp)
UNKNOWN = 0
"""Stands for the first year of what has none."""


@dataclass(frozen=True, slots=True)
class Demande:
    """Which features are wanted: those that meet everything that is given.

    ``annees`` are a first and a last year, bounds included; ``criteres`` are values by property.
    """

    cadre: Cadre | None = None
    annees: tuple[int, int] | None = None
    criteres: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False)
class Couche:
    """Features of one version, in the order of ``identifiants``; n rows everywhere.

    ``proprietes`` are columns by name. ``formes`` are in degrees (CRS84), ``None`` for what is
    nowhere in particular. ``debuts`` and ``fins`` are years, both empty when nothing is dated.
    ``pieces`` keeps the features once they are written.
    """

    identifiants: Sequence[str]
    proprietes: Mapping[str, Sequence[Any]]
    formes: NDArray[np.object_]
    version: str
    debuts: NDArray[np.integer] = field(default_factory=lambda: np.array([], dtype=np.int16))
    fins: NDArray[np.integer] = field(default_factory=lambda: np.array([], dtype=np.int16))
    pieces: Pieces = field(default_factory=Own)

    @cached_property
    def etendues(self) -> Etendues:
        """Extents of the shapes."""
        return Etendues(self.formes)

    @cached_property
    def rangs(self) -> Mapping[str, int]:
        """Row of each identifier."""
        return {identifiant: row for row, identifiant in enumerate(self.identifiants)}

    @property
    def emprise(self) -> list[float] | None:
        """West, south, east, north of the whole, ``None`` when it is nowhere."""
        west, south, east, north = self.etendues.degrees
        if np.isnan(west).all():
            return None
        found = (np.nanmin(west), np.nanmin(south), np.nanmax(east), np.nanmax(north))
        return [round(float(value), 6) for value in found]

    def select(self, demande: Demande) -> Rows:
        """Return the rows that meet a demand, in order."""
        rows: Rows | None = None
        if demande.cadre is not None:
            rows = self.etendues.touched(demande.cadre)
        for name, value in demande.criteres.items():
            met = self._rows(name).get(value, _NONE)
            rows = met if rows is None else np.intersect1d(rows, met, assume_unique=True)
        if rows is None:
            rows = np.arange(len(self.identifiants))
        if demande.annees is not None and len(self.debuts):
            first, last = demande.annees
            debuts, fins = self.debuts[rows], self.fins[rows]
            rows = rows[(debuts == UNKNOWN) | ((debuts <= last) & (fins >= first))]
        return rows

    def _rows(self, name: str) -> Mapping[str, Rows]:
        """Return the rows by value of a property; those of a list by each of its values."""
        found = self._indexes.get(name)
        if found is None:
            listed: dict[str, list[int]] = defaultdict(list)
            for row, value in enumerate(self.proprietes[name]):
                for one in value if isinstance(value, list | tuple) else [value]:
                    listed[_told(one)].append(row)
            found = {value: np.unique(rows) for value, rows in listed.items()}
            self._indexes[name] = found
        return found

    @cached_property
    def _indexes(self) -> dict[str, dict[str, Rows]]:
        return {}

    def features(self, rows: Sequence[int], repere: Repere) -> list[bytes]:
        """Return the features of some rows, as GeoJSON."""
        if repere is not Repere.CRS84:
            return self._written(rows, repere)
        held = self.pieces.several(rows)
        if None in held:
            missing = [row for row, piece in zip(rows, held, strict=True) if piece is None]
            written = dict(zip(missing, self._written(missing, repere), strict=True))
            self.pieces.put(written.items())
            held = [written.get(row, piece) for row, piece in zip(rows, held, strict=True)]
            return [piece for piece in held if piece is not None]
        return cast("list[bytes]", held)

    def _written(self, rows: Sequence[int], repere: Repere) -> list[bytes]:
        shapes = repere.write(shapely.orient_polygons(self.formes[rows]))
        columns = [self.proprietes[name] for name in self.proprietes]
        found = []
        for row, shape in zip(rows, shapely.to_geojson(shapes), strict=True):
            values = dict(zip(self.proprietes, (column[row] for column in columns), strict=True))
            found.append(
                b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b}'
                % (
                    to_json(self.identifiants[row]),
                    b"null" if shape is None else shape.encode(),
                    to_json(values),
                )
            )
        return found


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
