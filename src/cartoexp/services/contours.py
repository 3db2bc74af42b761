"""Use case: outlines for web maps, as GeoJSON bytes made once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely

from cartoexp.domain.territoires import Niveau
from cartoexp.store.reference import outlines, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.services.territoires import TerritoireService

FILES = {
    Niveau.REGION: "regions",
    Niveau.DEPARTEMENT: "departements",
    Niveau.EPCI: "epci",
}
PRECISION = 4
"""Decimals of a degree: about 10 m."""


@dataclass(frozen=True)
class ContourService:
    """Simplified outlines by level; read-only."""

    folder: Path
    territoires: TerritoireService
    _made: dict[Niveau, bytes] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Version of the reference, for addresses that never change content."""
        return self.territoires.reference.version[:12]

    def geojson(self, niveau: Niveau) -> bytes:
        """Return a FeatureCollection (EPSG:4326) of a level, with ``code`` and ``nom``."""
        if niveau not in self._made:
            self._made[niveau] = self._write(niveau)
        return self._made[niveau]

    def _write(self, niveau: Niveau) -> bytes:
        path = self.folder / "contours" / f"{FILES[niveau]}.parquet"
        table = read_table(path, ["code", "geometry"])
        shapes = outlines(table["geometry"].to_pylist())
        rounded = shapely.set_precision(shapes, 10**-PRECISION, mode="pointwise")
        features = []
        for code, shape in zip(table["code"].to_pylist(), rounded, strict=True):
            nom = json.dumps(self.territoires.get(niveau, code).nom, ensure_ascii=False)
            head = f'{{"type":"Feature","id":"{code}","properties":{{"code":"{code}","nom":{nom}}}'
            features.append(f'{head},"geometry":{shapely.to_geojson(shape)}}}')
        return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()
