"""Tension of the housing market, by the State's zoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.reference.archives import read_rows
from cartoexp.reference.indicators.frame import Frame, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

ARCHIVE = "openfisca-france"
FILE = "openfisca_france/assets/zonage-communes/zonage-abc-juillet-2024.csv"
ZONES = {"C": 0.0, "B2": 1.0, "B1": 2.0, "A": 3.0, "Abis": 4.0}
ZONE_COLUMN = "Zone en vigueur"


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme."""
    return {"tension_logement": Measure(frame.column(zones(frame)))}


def zones(frame: Frame) -> dict[str, float]:
    """Return the rank of the zone by current commune; merged ones take their tensest part."""
    ranks: dict[str, float] = {}
    for code, zone in _read(frame):
        target = frame.current.get(code)
        rank = ZONES.get(zone.replace(" ", ""))
        if target is not None and rank is not None:
            ranks[target] = max(rank, ranks.get(target, 0.0))
    return ranks


def _read(frame: Frame) -> Iterable[tuple[str, str]]:
    for row in read_rows(frame.archives[ARCHIVE], FILE, ";"):
        column = next(name for name in row if name.startswith(ZONE_COLUMN))
        yield row["CODGEO"], row[column]
