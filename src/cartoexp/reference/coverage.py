"""A valid coverage: shared edges identical, no overlap, no unexplained gap; and its levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.reference.projections import landmass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from shapely import Geometry

GAP_WIDTH_DEGREES = 1e-4
"""About 10 m: narrower gaps between outlines are faults of the source and are closed."""


def by_landmass(codes: Iterable[str]) -> dict[str, list[str]]:
    """Return codes by landmass (``metro``, ``971``…), each in code order."""
    groups: dict[str, list[str]] = {}
    for code in sorted(codes):
        groups.setdefault(landmass(code), []).append(code)
    return groups


def clean(outlines: Mapping[str, Geometry]) -> dict[str, Geometry]:
    """Return outlines that form a valid coverage, by code, normalised (WGS 84, degrees)."""
    cleaned: dict[str, Geometry] = {}
    for codes in by_landmass(outlines).values():
        array = np.array([outlines[code] for code in codes], dtype=object)
        mended = shapely.coverage_clean(array, gap_width=GAP_WIDTH_DEGREES)
        cleaned |= dict(zip(codes, shapely.normalize(mended), strict=True))
    return dict(sorted(cleaned.items()))


def mismatched(outlines: Mapping[str, Geometry]) -> list[str]:
    """Return the codes whose edges do not match those of their neighbours."""
    array = np.array(list(outlines.values()), dtype=object)
    edges = shapely.coverage_invalid_edges(array)
    faulty = [edge is not None and not edge.is_empty for edge in edges]
    return [code for code, fault in zip(outlines, faulty, strict=True) if fault]


def is_valid(outlines: Mapping[str, Geometry]) -> bool:
    """Tell whether valid polygons form a valid coverage (landmasses never touch)."""
    array = np.array(list(outlines.values()), dtype=object)
    return bool(shapely.coverage_is_valid(array)) and bool(shapely.is_valid(array).all())


def dissolve(outlines: Mapping[str, Geometry], members: Iterable[str]) -> Geometry | None:
    """Return the union of communes of a valid coverage, or ``None`` when none has an outline."""
    inside = [outlines[code] for code in members if code in outlines]
    return shapely.normalize(shapely.coverage_union_all(inside)) if inside else None


def holes(outlines: Mapping[str, Geometry]) -> list[tuple[str, Geometry]]:
    """Return ``(landmass, hole)`` for each interior ring of the union, largest first.

    The outlines need not be a valid coverage.
    """
    found: list[tuple[str, Geometry]] = []
    for mass, codes in by_landmass(outlines).items():
        union = shapely.union_all([outlines[code] for code in codes])
        rings: NDArray[np.object_] = np.concatenate(
            [shapely.get_rings(part)[1:] for part in shapely.get_parts(union)]
        )
        found += [(mass, shapely.Polygon(ring)) for ring in rings]
    return sorted(found, key=lambda item: -item[1].area)
