"""Profile of the municipal councils, as counts: no name and no date of birth is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.archives import read_table
from cartoexp.reference.indicators.centralite import percent
from cartoexp.reference.indicators.frame import Frame, Measure, ratio
from cartoexp.reference.inputs import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartoexp.reference.indicators.frame import Array

TERM_YEAR = 2026
AGES = range(18, 101)
"""Ages outside are faults of the register (years 1072, 1900…) and are left out of the mean."""
FEWEST_KNOWN = 5
OCCUPATIONS = {
    "agriculteurs": ("1",),
    "cadres": ("3",),
    "ouvriers_employes": ("5", "6"),
    "retraites": ("7",),
}
"""First digits of the INSEE nomenclature of occupations (PCS 2003, two digits)."""


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme; ``NaN`` where fewer than five councillors are known."""
    counts = count(frame)
    known = np.where(counts["profession"] >= FEWEST_KNOWN, counts["profession"], np.nan)
    members = np.where(counts["membres"] >= FEWEST_KNOWN, counts["membres"], np.nan)
    aged = np.where(counts["ages"] >= FEWEST_KNOWN, counts["ages"], np.nan)
    shares = {f"part_elus_{name}": ratio(counts[name], known, percent) for name in OCCUPATIONS}
    return {
        **shares,
        "age_moyen_elus": ratio(counts["somme_ages"], aged),
        "part_femmes": ratio(counts["femmes"], members, percent),
    }


def count(frame: Frame) -> dict[str, Array]:
    """Return counts by commune: members, women, known occupations and ages, each occupation."""
    names = ("membres", "femmes", "profession", "ages", "somme_ages", *OCCUPATIONS)
    counts = {name: np.zeros(len(frame.codes)) for name in names}
    for where, row in councillors(frame):
        for name, amount in facts(row["sexe"], row["profession"], row["date_naissance"]):
            counts[name][where] += amount
    return counts


def councillors(frame: Frame) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the position of the commune of each councillor, and the row of the register."""
    archive = frame.archives[BASE]
    place = {
        row["id"]: frame.index[row["code"]]
        for row in read_table(archive, "communes")
        if row["type"] == "COM" and row["code"] in frame.index
    }
    for row in read_table(archive, "elus_municipaux"):
        if (where := place.get(row["commune_id"])) is not None:
            yield where, row


def facts(sexe: str, profession: str, birth: str) -> Iterable[tuple[str, float]]:
    """Yield what one councillor adds to the counts: ``(name of the count, amount)``."""
    yield "membres", 1.0
    if sexe == "F":
        yield "femmes", 1.0
    if profession:
        yield "profession", 1.0
        yield from ((name, 1.0) for name, first in OCCUPATIONS.items() if profession[0] in first)
    age = TERM_YEAR - int(birth[:4]) if birth else 0
    if age in AGES:
        yield "ages", 1.0
        yield "somme_ages", float(age)
