"""Territories as the items of an answer: the chosen fields, as JSON, GeoJSON features or CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.resolution import Nature
from cartoexp.web.api.endpoint import Answer
from cartoexp.web.api.levels import BASE, FORMAT, Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.api.endpoint import Call, Span
    from cartoexp.web.api.fields import Fields
    from cartoexp.web.api.levels import Level


@dataclass(frozen=True, slots=True)
class View:
    """How territories are to be written; ``geometry`` is for GeoJSON only."""

    fields: tuple[str, ...]
    format: Format
    geometry: str

    @classmethod
    def read(cls, call: Call, level: Level) -> View:
        """Read it from the query; in GeoJSON the geometries leave the properties."""
        names = call.read(level.read_fields)
        geometry, asked = call.read(level.read_geometry), call.read(FORMAT)
        left = level.geometries if asked is Format.GEOJSON else ()
        kept = (n for n in (*BASE, *names) if n not in left)
        return cls(tuple(dict.fromkeys(kept)), asked, geometry)

    def item(self, fields: Fields, territoire: Territoire, **more: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON value
        """Return one territory; ``more`` is added to its fields."""
        properties = {**fields.project(territoire, self.fields), **more}
        if self.format is not Format.GEOJSON:
            return properties
        geometry = fields.project(territoire, (self.geometry,)).get(self.geometry)
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    def one(self, item: dict[str, Any]) -> Answer:
        """Return an answer of one item."""
        if self.format is Format.CSV:
            return Answer([item], columns=self.fields)
        return Answer(item, geojson=self.format is Format.GEOJSON)

    def several(self, items: Iterable[dict[str, Any]], span: Span) -> Answer:
        """Return an answer of a list of items."""
        listed = list(items)
        if self.format is Format.CSV:
            return Answer(listed, span, columns=self.fields)
        if self.format is Format.JSON:
            return Answer(listed, span)
        return Answer({"type": "FeatureCollection", "features": listed}, span, geojson=True)


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
