"""The EPCI that a commune belongs to, and whether it is a commune nouvelle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.indicators.frame import Frame, Measure

if TYPE_CHECKING:
    from cartoexp.reference.cog import Cog

TYPES = {"CC": 1.0, "CA": 2.0, "CU": 3.0, "METRO": 4.0, "MET69": 4.0}
"""Degree of integration: communauté de communes, d'agglomération, urbaine, métropole."""
NEW_SIREN = "20"
"""The SIREN of a commune older than 2010 starts with 21: a later one was given at its creation."""


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme; ``NaN`` for the communes of no EPCI."""
    cog = frame.cog
    people = {code: epci_population(cog, code) for code in cog.epci}
    new = communes_nouvelles(cog)
    owners = [commune.code_epci for commune in cog.communes.values()]

    def of_epci(values: dict[str, float]) -> Measure:
        return Measure(np.array([values.get(code or "", np.nan) for code in owners]))

    return {
        "epci_type": of_epci({code: TYPES[group.type] for code, group in cog.epci.items()}),
        "epci_population": of_epci(people),
        "epci_communes": of_epci({c: float(len(g.membres)) for c, g in cog.epci.items()}),
        "commune_nouvelle": Measure(
            np.array(
                [
                    np.nan if commune.zone == "com" else float(code in new)
                    for code, commune in cog.communes.items()
                ]
            )
        ),
    }


def epci_population(cog: Cog, code: str) -> float:
    """Return the sum of the members' populations."""
    return float(sum(cog.communes[member].population or 0 for member in cog.epci[code].membres))


def communes_nouvelles(cog: Cog) -> frozenset[str]:
    """Return the communes nouvelles: a SIREN given since 2010, and communes that they replaced."""
    attached = (row[0] for row in cog.rattachees.values() if row[1] == "commune-deleguee")
    merged = frozenset(cog.anciens.values()) | frozenset(attached)
    return frozenset(
        code for code in merged if (cog.communes[code].siren or "").startswith(NEW_SIREN)
    )
