"""The option « voisine d’une implantation »: two indicators that depend on where it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.profils import Profils, Trait, standardise
from cartoexp.domain.proximite import nearest_places

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
    every = np.arange(len(level.territoires))
    return nearest_places(level.centres, every, rows)[1]


def _shares(level: Niveaux, rows: Rows) -> Numbers:
    """Return the share of the other territories of the EPCI where it runs; zero without EPCI."""
    epci, inside = level.epci, np.zeros(len(level.epci))
    inside[rows] = 1
    member = epci >= 0
    size = epci.max(initial=-1) + 1
    total = np.bincount(epci[member], minlength=size)
    held = np.bincount(epci[member], inside[member], minlength=size)
    others = np.where(member, total[epci] - 1 if size else 0, 0)
    result: Numbers = np.zeros(len(epci))
    np.divide(held[epci] - inside if size else inside, others, out=result, where=others > 0)
    return result
