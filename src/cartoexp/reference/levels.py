"""Rows of the five levels, summed and dissolved from the communes so that each nests exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cartoexp.reference.centres import centres
from cartoexp.reference.cog import main_departement
from cartoexp.reference.coverage import dissolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry, Point

    from cartoexp.reference.cog import Cog, Groupe

_PLACE = {
    "population": pa.int32(),
    "superficie_km2": pa.float64(),
}
_CENTRE = {"centre_lon": pa.float64(), "centre_lat": pa.float64()}
_NAME = {"code": pa.string(), "nom": pa.string()}
_CODES = pa.list_(pa.string())
_INTERCO = {
    **_NAME,
    "type": pa.string(),
    "zone": pa.string(),
    **_PLACE,
    "nb_communes": pa.int32(),
    "code_departement": pa.string(),
    "code_region": pa.string(),
    "codes_departements": _CODES,
}
FIELDS: dict[str, dict[str, pa.DataType]] = {
    "communes": {
        **_NAME,
        "zone": pa.string(),
        **_PLACE,
        "code_epci": pa.string(),
        "code_ept": pa.string(),
        "code_departement": pa.string(),
        "code_region": pa.string(),
        "siren": pa.string(),
        "codes_postaux": _CODES,
        **_CENTRE,
    },
    "epci": {**_INTERCO, **_CENTRE},
    "ept": {**_INTERCO, "code_epci": pa.string(), **_CENTRE},
    "departements": {
        **_NAME,
        "zone": pa.string(),
        "code_region": pa.string(),
        "chef_lieu": pa.string(),
        **_PLACE,
        "nb_communes": pa.int32(),
        **_CENTRE,
    },
    "regions": {
        **_NAME,
        "zone": pa.string(),
        "chef_lieu": pa.string(),
        **_PLACE,
        "nb_communes": pa.int32(),
        **_CENTRE,
    },
}
"""Columns of each file before ``geometry``."""


@dataclass(frozen=True, slots=True)
class Level:
    """Rows sorted by code, outlines by code (WGS 84), and members (commune codes) by code."""

    rows: list[dict[str, Any]]
    outlines: dict[str, Geometry]
    members: dict[str, tuple[str, ...]]


def commune_level(
    cog: Cog,
    outlines: dict[str, Geometry],
    areas: Mapping[str, float],
    points: Mapping[str, Point],
) -> Level:
    """Return the communes; those of the COM have no outline, area or centre."""
    rows = [
        {
            "code": code,
            "nom": commune.nom,
            "zone": commune.zone,
            "population": commune.population,
            "superficie_km2": areas.get(code),
            "code_epci": commune.code_epci,
            "code_ept": commune.code_ept,
            "code_departement": commune.code_departement,
            "code_region": commune.code_region,
            "siren": commune.siren,
            "codes_postaux": list(commune.codes_postaux),
            **_centre(points.get(code)),
        }
        for code, commune in cog.communes.items()
    ]
    return Level(rows, outlines, {code: (code,) for code in cog.communes})


def group_level(
    cog: Cog,
    groups: Mapping[str, Groupe],
    outlines: Mapping[str, Geometry],
    areas: Mapping[str, float],
) -> Level:
    """Return a level made of groups of communes: sums, union of outlines, point inside it."""
    dissolved = {code: dissolve(outlines, group.membres) for code, group in groups.items()}
    drawn = {code: shape for code, shape in dissolved.items() if shape is not None}
    points = centres(drawn, {})
    rows = [_group_row(cog, group, areas, points.get(code)) for code, group in groups.items()]
    return Level(rows, drawn, {code: group.membres for code, group in groups.items()})


def _group_row(
    cog: Cog, group: Groupe, areas: Mapping[str, float], point: Point | None
) -> dict[str, Any]:
    members = [cog.communes[code] for code in group.membres]
    known = [member.population for member in members if member.population is not None]
    measured = [areas[code] for code in group.membres if code in areas]
    return {
        "code": group.code,
        "nom": group.nom,
        "type": group.type,
        "zone": group.zone,
        "population": sum(known) if known else None,
        "superficie_km2": math.fsum(measured) if measured else None,
        "nb_communes": len(members),
        "chef_lieu": group.chef_lieu,
        "code_departement": main_departement(members),
        "code_region": group.code_region,
        "codes_departements": sorted({member.code_departement for member in members}),
        "code_epci": members[0].code_epci,
        **_centre(point),
    }


def _centre(point: Point | None) -> dict[str, float | None]:
    lon, lat = (None, None) if point is None else (round(point.x, 6), round(point.y, 6))
    return {"centre_lon": lon, "centre_lat": lat}
