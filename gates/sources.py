"""Real files that judge the method. They stand beside the project and are never part of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARED = Path(__file__).parents[2] / "shared" / "data"
FEWEST = 60
"""A programme on fewer communes is no test: half of it says too little."""
WHOLE_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def present() -> bool:
    """Tell whether the files are there."""
    return (SHARED / "programmes" / "programmes_anct_2024.csv").is_file()


def read_programmes() -> Mapping[str, Sequence[str]]:
    """Return the codes of the communes of each programme, once each, by its short name."""
    path = SHARED / "programmes" / "programmes_anct_2024.csv"
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["territory_code"] and row["territory_level"] == "commune":
                found[row["programme"]].add(row["territory_code"])
    return {name: sorted(codes) for name, codes in sorted(found.items()) if len(codes) >= FEWEST}


def read_densite() -> Mapping[str, str]:
    """Return the class of the grille de densité (seven levels) of each commune."""
    path = SHARED / "insee" / "anct2026_grille_densite.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["insee_com"]: row["niveau_densite"] for row in csv.DictReader(lines)}


def read_insee() -> Mapping[str, Mapping[str, float]]:
    """Return the values of each indicator, by its French name; « s » and empty are left out.

    From the base du comparateur de territoires; columns are found by the beginning of their name,
    since the year in it changes.
    """
    with zipfile.ZipFile(SHARED / "insee" / "base_cc_comparateur_csv.zip") as archive:
        name = next(n for n in archive.namelist() if n.upper().startswith("BASE"))
        text = io.TextIOWrapper(archive.open(name), encoding="utf-8-sig", errors="replace")
        rows = list(csv.DictReader(text, delimiter=";"))
    columns = {c.split("_", 1)[0] if c.startswith(("MED", "TP", "PIMP")) else c: c for c in rows[0]}
    found: dict[str, dict[str, float]] = {}
    for label, (top, bottom) in RATIOS.items():
        first, second = _column(columns, top), _column(columns, bottom)
        values = {}
        for row in rows:
            value = _ratio(row[first], row[second] if second else None)
            if np.isfinite(value):
                values[row["CODGEO"]] = value
        found[label] = values
    return found


RATIOS: Mapping[str, tuple[str, str]] = {
    "Revenu médian": (r"MED\d*", ""),
    "Taux de pauvreté": (r"TP60\d*", ""),
    "Part des ménages imposés": (r"PIMP\d*", ""),
    "Taux de chômage": (r"P\d\d_CHOM1564", r"P\d\d_ACT1564"),
    "Emplois par actif": (r"P\d\d_EMPLT", r"P\d\d_ACT1564"),
    "Part de salariés": (r"P\d\d_EMPLT_SAL", r"P\d\d_EMPLT"),
    "Part de logements vacants": (r"P\d\d_LOGVAC", r"P\d\d_LOG"),
    "Part de résidences secondaires": (r"P\d\d_RSECOCC", r"P\d\d_LOG"),
    "Part de propriétaires": (r"P\d\d_RP_PROP", r"P\d\d_RP"),
    "Établissements par habitant": (r"ETTOT\d\d", r"P\d\d_POP"),
}


def _column(columns: Mapping[str, str], pattern: str) -> str:
    return next((c for name, c in columns.items() if pattern and re.fullmatch(pattern, name)), "")


def _ratio(top: str, bottom: str | None) -> float:
    if not WHOLE_NUMBER.fullmatch(top):
        return float("nan")
    if bottom is None:
        return float(top)
    if not WHOLE_NUMBER.fullmatch(bottom) or float(bottom) == 0:
        return float("nan")
    return float(top) / float(bottom)
