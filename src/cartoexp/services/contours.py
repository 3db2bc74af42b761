"""Use case: outlines for web maps, as GeoJSON bytes made once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
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

    @property
    def version(self) -> str:
        """Version of the reference, for addresses that never change content."""
        return self.territoires.reference.version[:12]

    def geojson(self, niveau: Niveau) -> bytes:
        """Return a FeatureCollection (EPSG:4326) of a level, with ``code`` and ``nom``."""
        return _geojson(self, niveau)


@lru_cache(maxsize=8)
def _geojson(service: ContourService, niveau: Niveau) -> bytes:
    table = read_table(
        service.folder / "contours" / f"{FILES[niveau]}.parquet", ["code", "geometry"]
    )
    shapes = outlines(table["geometry"].to_pylist())
    grid = shapely.set_precision(shapes, 10**-PRECISION, mode="pointwise")
    features = []
    for code, shape in zip(table["code"].to_pylist(), grid, strict=True):
        nom = json.dumps(service.territoires.get(niveau, code).nom, ensure_ascii=False)
        head = f'{{"type":"Feature","id":"{code}","properties":{{"code":"{code}","nom":{nom}}}'
        features.append(f'{head},"geometry":{shapely.to_geojson(shape)}}}')
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()
