"""The option « voisine d’une implantation »: two indicators that depend on where it runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.profils import Profils, Trait, standardise
from cartoexp.domain.voisinage import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.services.profils import Niveaux

THEME = "voisinage"
TRAITS = (
    Trait("distance_implantation", THEME, "log1p"),
    Trait("part_epci_implantation", THEME, "none"),
)


def add_neighbourhood(level: Niveaux, rows: Rows) -> Profils:
    """Return the profiles with two more traits.

    They are the distance to the nearest implantation (km, itself aside) and the share of the other
    territories of the EPCI where it runs.
    """
    values = (_distances(level, rows), _shares(level, rows))
    profils = level.profils
    pairs = [(t, standardise(v, t)) for t, v in zip(TRAITS, values, strict=True)]
    added = [(t, column) for t, column in pairs if column is not None]
    traits = (*profils.traits, *(t for t, _ in added))
    z = np.vstack([profils.z, *(c[None, :].astype(np.float32) for _, c in added)])
    z.flags.writeable = False
    columns = {t.id: i for i, t in enumerate(traits)}
    return Profils(profils.codes, traits, z, profils.ecartes, profils.rows, columns)


def _distances(level: Niveaux, rows: Rows) -> Numbers:
    """Chords through the Earth find the nearest: close enough to arcs at these distances."""
    centres = np.array([t.centre or (np.nan, np.nan) for t in level.territoires])
    # On a plane, degrees of longitude are shortened as at the latitude of each place.
    flat = np.column_stack([centres[:, 0] * np.cos(np.radians(centres[:, 1])), centres[:, 1]])
    points = shapely.points(flat)
    tree = shapely.STRtree(points[rows])
    found = np.full(len(points), np.nan)
    inputs, nearest = tree.query_nearest(points, exclusive=True, all_matches=False)
    found[inputs] = _arc(centres[inputs], centres[rows[nearest]])
    return found


def _arc(a: Numbers, b: Numbers) -> Numbers:
    (lon_a, lat_a), (lon_b, lat_b) = np.radians(a).T, np.radians(b).T
    inner = np.sin((lat_b - lat_a) / 2) ** 2
    inner += np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    result: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(inner, 0, 1)))
    return result


def _shares(level: Niveaux, rows: Rows) -> Numbers:
    epci = [t.code_epci or "" for t in level.territoires]
    inside = np.zeros(len(epci))
    inside[rows] = 1
    total = Counter(epci)
    held: Counter[str] = Counter(epci[row] for row in rows.tolist())
    return np.array(
        [
            (held[e] - inside[i]) / (total[e] - 1) if e and total[e] > 1 else 0.0
            for i, e in enumerate(epci)
        ]
    )
