"""Shapes of the answers, as OpenAPI 3.0 writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.services.entites.reperes import Repere

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.web.ogc.collections import Collection

    Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_SYSTEM: Json = {"type": "string", "enum": list(Repere)}
_COUNT: Json = {"type": "integer", "minimum": 0}
_POSITION: Json = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


def _object(required: Sequence[str], **properties: Json) -> Json:
    found: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def _list(items: Json, **more: int) -> Json:
    return {"type": "array", "items": items, **more}


_RING = _list(_POSITION, minItems=4)
_COORDINATES = {
    "Point": _POSITION,
    "MultiPoint": _list(_POSITION),
    "Polygon": _list(_RING),
    "MultiPolygon": _list(_list(_RING)),
}
_LINKS = _list({"$ref": "#/components/schemas/link"})
_EXTENT = _object(
    (),
    spatial=_object(
        ("bbox",), bbox=_list(_list({"type": "number"}, minItems=4, maxItems=6)), crs=_TEXT
    ),
    temporal=_object(
        ("interval",),
        interval=_list(_list({"type": "string", "nullable": True}, minItems=2, maxItems=2)),
    ),
)
_COMMON: Json = {
    "exception": _object(("code", "description"), code=_TEXT, description=_TEXT),
    "link": _object(
        ("href", "rel", "type", "title"),
        href=_TEXT,
        rel=_TEXT,
        type=_TEXT,
        title=_TEXT,
        hreflang=_TEXT,
    ),
    "landingPage": _object(
        ("title", "description", "links"), title=_TEXT, description=_TEXT, links=_LINKS
    ),
    "confClasses": _object(("conformsTo", "links"), conformsTo=_list(_TEXT), links=_LINKS),
    "collection": _object(
        ("id", "title", "links", "itemType", "crs", "storageCrs", "extent"),
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        itemType=_TEXT,
        extent=_EXTENT,
        crs=_list(_SYSTEM),
        storageCrs=_SYSTEM,
        links=_LINKS,
    ),
    "collections": _object(
        ("collections", "links"),
        collections=_list({"$ref": "#/components/schemas/collection"}),
        crs=_list(_SYSTEM),
        links=_LINKS,
    ),
}


def schemas(every: Iterable[Collection]) -> Json:
    """Return all of them by name."""
    found = dict(_COMMON)
    for one in every:
        found[f"{one.id}.collection"] = _features(one)
        found[f"{one.id}.feature"] = _feature(one)
    return found


def _features(one: Collection) -> Json:
    return _object(
        ("type", "features", "links", "timeStamp", "numberMatched", "numberReturned"),
        type={"type": "string", "enum": ["FeatureCollection"]},
        numberMatched=_COUNT,
        numberReturned=_COUNT,
        timeStamp={"type": "string", "format": "date-time"},
        links=_LINKS,
        features=_list({"$ref": f"#/components/schemas/{one.id}.feature"}),
    )


def _feature(one: Collection) -> Json:
    kinds = [
        _object(
            ("type", "coordinates"),
            type={"type": "string", "enum": [name]},
            coordinates=_COORDINATES[name],
        )
        for name in one.formes
    ]
    # A null that goes with a choice has to be told outside of it.
    geometry: Json = {"nullable": True, **kinds[0]} if one.nulle else {"oneOf": kinds}
    return _object(
        ("type", "id", "geometry", "properties"),
        type={"type": "string", "enum": ["Feature"]},
        id=_TEXT,
        geometry=geometry,
        properties=_object(
            [p.nom for p in one.proprietes], **{p.nom: p.schema() for p in one.proprietes}
        ),
        links=_LINKS,
    )
