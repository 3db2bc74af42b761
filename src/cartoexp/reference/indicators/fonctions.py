"""Administrative functions of a commune: chef-lieu, canton, postal area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.archives import read_table
from cartoexp.reference.indicators.centralite import best_rank
from cartoexp.reference.indicators.frame import Frame, Measure
from cartoexp.reference.inputs import BASE
from cartoexp.reference.outlines import COMMUNE

if TYPE_CHECKING:
    from cartoexp.reference.indicators.frame import Array

NONE, ARRONDISSEMENT, DEPARTEMENT, REGION = 0.0, 1.0, 2.0, 3.0


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme."""
    postal_ranks = _postal_ranks(frame)
    first = np.where(np.isnan(postal_ranks), np.nan, np.where(postal_ranks == 1.0, 1.0, 0.0))
    return {
        "chef_lieu": Measure(_chef_lieu(frame)),
        "bureau_centralisateur": Measure(_bureaux_centralisateurs(frame)),
        "bureau_distributeur": Measure(first),
        "rang_code_postal": Measure(postal_ranks),
    }


def _chef_lieu(frame: Frame) -> Array:
    ranks = np.full(len(frame.codes), NONE)
    levels = (
        (frame.cog.chefs_lieux_arrondissement, ARRONDISSEMENT),
        ({group.chef_lieu for group in frame.cog.departements.values()}, DEPARTEMENT),
        ({group.chef_lieu for group in frame.cog.regions.values()}, REGION),
    )
    for codes, rank in levels:
        for code in codes:
            if code in frame.index:
                ranks[frame.index[code]] = rank
    return ranks


def _bureaux_centralisateurs(frame: Frame) -> Array:
    archive = frame.archives[BASE]
    offices = {row["bureau_centralisateur_id"] for row in read_table(archive, "cantons")}
    rows = (row for row in read_table(archive, "communes") if row["type"] == COMMUNE)
    codes = {row["code"] for row in rows if row["id"] in offices}
    return np.array(
        [
            np.nan if commune.zone == "com" else float(code in codes)
            for code, commune in frame.cog.communes.items()
        ]
    )


def _postal_ranks(frame: Frame) -> Array:
    """The source does not name the post office of a code: the largest commune stands for it."""
    return best_rank(frame.population, [c.codes_postaux for c in frame.cog.communes.values()])
