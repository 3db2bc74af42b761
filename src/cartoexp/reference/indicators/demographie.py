"""Population and its evolution (INSEE, municipal populations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.archives import read_json
from cartoexp.reference.indicators.frame import Frame, Measure, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cartoexp.reference.indicators.frame import Array

BASES = {2016: 2019, 2019: 2022, 2021: 2024}
"""Year of the census by edition of the code: the package's figures are those of INSEE's legal
populations (Paris: 2,190,327 in 2016, 2,165,423 in 2019, 2,133,111 in 2021, 2,103,778 in 2023)."""
LAST_YEAR = 2023
NO_RECENT_CENSUS = ("976",)
"""Mayotte: every edition repeats the census of 2017, so that no evolution can be told."""

LARGEST_YEARLY_CHANGE = 0.15
"""A merged commune whose population changes more than this in a year was counted in part."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An older edition: its year, populations and attached communes by the codes of that time."""

    year: int
    populations: dict[str, int | None]
    rattachees: dict[str, list[str]]


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme."""
    editions = [read_edition(year, frame.archives[f"cog-{year}"]) for year in BASES.values()]
    parted = parted_communes(frame, editions)
    first, *later = [
        _evolution(frame, year, older_populations(frame, edition, parted))
        for year, edition in zip(BASES, editions, strict=True)
    ]
    values = first.values.copy()
    for measure in later:
        values = np.where(np.isnan(values), measure.values, values)
    evolution = Measure(values, first.numerateur, first.denominateur, first.finish)
    return {"population": Measure(frame.population), "evolution_population": evolution}


def read_edition(year: int, archive: Path) -> Edition:
    """Read the communes of an older edition of decoupage-administratif."""
    rows = read_json(archive, "package/data/communes.json")
    current = [row for row in rows if row["type"] == "commune-actuelle"]
    attached: dict[str, list[str]] = {}
    for row in rows:
        if row["type"] in {"commune-deleguee", "commune-associee"}:
            attached.setdefault(row["chefLieu"], []).append(row["code"])
    return Edition(
        year,
        {row["code"]: row.get("population") for row in current},
        attached,
    )


def parted_communes(frame: Frame, editions: Sequence[Edition]) -> frozenset[str]:
    """Return the current communes that an older edition counts with another one of today."""
    touched: set[str] = set()
    for edition in editions:
        for code, parts in edition.rattachees.items():
            holder = frame.current.get(code, code)
            apart = {part for part in parts if part in frame.cog.communes and part != holder}
            touched |= apart | ({holder} if apart else set())
    return frozenset(touched)


def older_populations(frame: Frame, edition: Edition, parted: frozenset[str]) -> Array:
    """Return the populations of an older edition, summed by current commune.

    Unknown (``NaN``) for the communes parted since, for those of which a part is unknown, and for
    those that an edition still counts by their chef-lieu alone, because they merged in its year:
    the passage has that date or, before the dates we know, the figure is far from that of 2017.
    """
    total: dict[str, float] = dict.fromkeys(parted, np.nan)
    for code, population in edition.populations.items():
        target = frame.current.get(code)
        if target is not None:
            total[target] = total.get(target, 0.0) + (population or np.nan)
    new_year = f"{edition.year}-01-01"
    fresh = {p.code for p in frame.inputs.passages if p.date == new_year}
    merged = {p.code for p in frame.inputs.passages}
    if edition.year == min(BASES.values()):
        known = dict(zip(frame.codes, frame.population_2017.tolist(), strict=True))
        fresh |= {code for code in merged if _far(total.get(code, np.nan), known[code])}
    stale = {code for code in frame.codes if code.startswith(NO_RECENT_CENSUS)}
    return frame.column(total | dict.fromkeys(fresh | stale, np.nan))


def _far(population: float, year_after: float) -> bool:
    return abs(population - year_after) > LARGEST_YEARLY_CHANGE * year_after


def _evolution(frame: Frame, year: int, older: Array) -> Measure:
    span = LAST_YEAR - year

    def yearly(growth: Array) -> Array:
        return 100.0 * (growth ** (1.0 / span) - 1.0)

    return ratio(frame.population, older, yearly)
