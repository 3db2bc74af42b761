"""Territories as the items of an answer: the chosen fields, as JSON or as GeoJSON features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.resolution import Nature
from cartoexp.web.api.levels import BASE, FORMAT, Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.api.endpoint import Call
    from cartoexp.web.api.fields import Fields
    from cartoexp.web.api.levels import Level


@dataclass(frozen=True, slots=True)
class View:
    """How territories are to be written; ``geometry`` is for GeoJSON only."""

    fields: tuple[str, ...]
    geojson: bool
    geometry: str

    @classmethod
    def read(cls, call: Call, level: Level) -> View:
        """Read it from the query; in GeoJSON the geometries leave the properties."""
        names = call.read(level.read_fields)
        geometry = call.read(level.read_geometry)
        geojson = call.read(FORMAT) is Format.GEOJSON
        kept = (n for n in (*BASE, *names) if not (geojson and n in level.geometries))
        return cls(tuple(dict.fromkeys(kept)), geojson, geometry)

    def item(self, fields: Fields, territoire: Territoire, **more: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON value
        """Return one territory; ``more`` is added to its fields."""
        properties = {**fields.project(territoire, self.fields), **more}
        if not self.geojson:
            return properties
        geometry = fields.project(territoire, (self.geometry,)).get(self.geometry)
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    def collection(self, items: Iterable[dict[str, Any]]) -> object:
        """Return a list of items."""
        listed = list(items)
        return {"type": "FeatureCollection", "features": listed} if self.geojson else listed


def told(resolution: Resolution | None) -> dict[str, Any]:
    """Return what was done of a code, when it is not a current one."""
    if resolution is None or resolution.nature is Nature.ACTUEL:
        return {}
    return {
        "resolution": {
            "demande": resolution.demande,
            "nature": resolution.nature.value,
            "message": resolution.message,
        }
    }
