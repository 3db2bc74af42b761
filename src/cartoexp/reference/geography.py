"""Outlines repaired and cleaned, then the five levels made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference import coverage
from cartoexp.reference.centres import centres
from cartoexp.reference.levels import Level, commune_level, group_level
from cartoexp.reference.positions import Positions, locate
from cartoexp.reference.projections import area_km2, project
from cartoexp.reference.repairs import assemble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Geometry

    from cartoexp.reference.inputs import Inputs

TINY_GAP_KM2 = 1e-6
"""One square metre: smaller gaps are noise of the last digits, not worth a line."""


@dataclass(frozen=True, slots=True)
class Geography:
    """Levels by file name, repairs (codes by kind), positions of the mairies."""

    levels: dict[str, Level]
    repairs: dict[str, list[str]]
    positions: Positions

    @property
    def outlines(self) -> dict[str, Geometry]:
        """Outlines of the communes (WGS 84), by code."""
        return self.levels["communes"].outlines


def build_geography(inputs: Inputs) -> Geography:
    """Repair, clean, measure and dissolve."""
    cog, repairs = inputs.cog, dict(inputs.cog.repairs)
    raw = assemble(cog, inputs.releases, repairs)
    outlines = coverage.clean(raw)
    _note_faults(inputs, raw, outlines, repairs)
    areas = measure(outlines)
    positions = locate(outlines, [release.mairies for release in inputs.releases])
    repairs["mairies_reprises"] = positions.reprises
    repairs["mairies_retirees"] = positions.retirees
    points = centres(outlines, positions.points)
    groups = {
        "epci": cog.epci,
        "ept": cog.ept,
        "departements": cog.departements,
        "regions": cog.regions,
    }
    levels = {"communes": commune_level(cog, outlines, areas, points)}
    levels |= {name: group_level(cog, group, outlines, areas) for name, group in groups.items()}
    return Geography(levels, repairs, positions)


def measure(outlines: Mapping[str, Geometry]) -> dict[str, float]:
    """Return areas in km², by commune: Lambert-93, or the DROM's own projection."""
    areas: dict[str, float] = {}
    for mass, codes in coverage.by_landmass(outlines).items():
        metres = project(np.array([outlines[code] for code in codes], dtype=object), mass)
        areas |= dict(zip(codes, (shapely.area(metres) / 1e6).tolist(), strict=True))
    return areas


def _note_faults(
    inputs: Inputs,
    raw: Mapping[str, Geometry],
    outlines: Mapping[str, Geometry],
    repairs: dict[str, list[str]],
) -> None:
    repairs["aretes_ajustees"] = coverage.mismatched(raw)
    repairs["vides_fermes"] = _closed_gaps(raw, outlines)
    base = inputs.releases[0]
    repairs["lignes_sans_contour_version_de_base"] = base.vides
    repairs["lignes_illisibles"] = [row for r in inputs.releases for row in r.illisibles]


def _closed_gaps(raw: Mapping[str, Geometry], outlines: Mapping[str, Geometry]) -> list[str]:
    """Return « lon, lat : m² » for each hole of the raw outlines that the cleaning filled."""
    left = shapely.STRtree([hole for _, hole in coverage.holes(outlines)])
    closed = []
    for mass, hole in coverage.holes(raw):
        place, area = hole.representative_point(), area_km2(hole, mass)
        if area >= TINY_GAP_KM2 and not len(left.query(place, predicate="intersects")):
            closed.append(f"{place.x:.4f}, {place.y:.4f} : {area * 1e6:.0f} m²".replace(".", ","))
    return closed
