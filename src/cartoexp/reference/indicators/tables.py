"""``indicateurs.parquet`` and ``indicateurs.json``: every indicator at every level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from cartoexp.domain.lecture import Portee
from cartoexp.reference.indicators import (
    centralite,
    demographie,
    elus,
    environs,
    fiscalite,
    fonctions,
    forme,
    institution,
    logement,
    position,
    services,
    voisinage,
)
from cartoexp.reference.indicators.aggregate import Rule, aggregate
from cartoexp.reference.indicators.catalogue import Indicateur, read_catalogue
from cartoexp.reference.indicators.frame import Frame, Measure

if TYPE_CHECKING:
    from cartoexp.reference.indicators.frame import Array
    from cartoexp.reference.levels import Level

THEMES = (
    demographie,
    forme,
    centralite,
    fonctions,
    institution,
    position,
    elus,
    fiscalite,
    logement,
    services,
)
SPARE_DECIMALS = 1
"""Decimals kept of the surroundings beyond those shown: their digits are most of the file."""
LEVELS = {
    "commune": "communes",
    "epci": "epci",
    "departement": "departements",
    "region": "regions",
}


@dataclass(frozen=True, slots=True)
class Indicators:
    """The table (``niveau, code`` then one float32 column an indicator) and its description."""

    table: pa.Table
    records: list[dict[str, Any]]


def compute(frame: Frame) -> Indicators:
    """Compute every indicator of the catalogue for communes, EPCI, départements and régions."""
    measures: dict[str, Measure] = {}
    for theme in THEMES:
        measures |= theme.compute(frame)
    measures |= voisinage.compute(frame, measures)
    measures |= environs.compute(frame, measures)
    catalogue = read_catalogue()
    levels = {niveau: _values(frame, niveau, catalogue, measures) for niveau in LEVELS}
    keys = [
        (niveau, row["code"])
        for niveau, name in LEVELS.items()
        for row in frame.geography.levels[name].rows
    ]
    columns = {
        "niveau": pa.array([niveau for niveau, _ in keys]),
        "code": pa.array([code for _, code in keys]),
    }
    for item in catalogue:
        values = np.concatenate([levels[niveau][item.id] for niveau in LEVELS])
        if item.portee is Portee.ENVIRONS:
            values = np.round(values, item.decimales + SPARE_DECIMALS)
        columns[item.id] = pa.array(values.astype(np.float32), from_pandas=True)
    records = [item.as_record(_missing(levels, item)) for item in catalogue]
    return Indicators(pa.table(columns), records)


def _missing(levels: dict[str, dict[str, Array]], item: Indicateur) -> dict[str, float]:
    return {
        niveau: round(float(np.isnan(values[item.id]).mean()), 4)
        for niveau, values in levels.items()
    }


def _values(
    frame: Frame, niveau: str, catalogue: list[Indicateur], measures: dict[str, Measure]
) -> dict[str, Array]:
    level = frame.geography.levels[LEVELS[niveau]]
    empty = Measure(frame.empty())
    if niveau == "commune":
        return {item.id: measures.get(item.id, empty).values for item in catalogue}
    groups = [
        np.array([frame.index[code] for code in level.members[row["code"]]], dtype=np.intp)
        for row in level.rows
    ]
    values = {
        item.id: aggregate(measures.get(item.id, empty), item.agregation, groups, frame.population)
        for item in catalogue
    }
    own = _own(frame, niveau, level)
    named = {item.id for item in catalogue if item.agregation is Rule.PROPRE}
    return values | {name: column for name, column in own.items() if name in named}


def _own(frame: Frame, niveau: str, level: Level) -> dict[str, Array]:
    """Values that a level has of its own, in the order of its rows."""
    codes = [row["code"] for row in level.rows]
    shapes = forme.group_compactness(level.outlines, level.members)
    people = {row["code"]: row["population"] or np.nan for row in level.rows}
    largest = {
        code: max(frame.cog.communes[member].population or 0 for member in level.members[code])
        for code in codes
    }
    types = {code: institution.TYPES[g.type] for code, g in frame.cog.epci.items()}
    return {
        "nb_communes": np.array([float(len(level.members[code])) for code in codes]),
        "compacite": np.array([shapes.get(code, np.nan) for code in codes]),
        "part_plus_peuplee": np.array([100.0 * largest[c] / people[c] for c in codes]),
        "epci_type": np.array([types[c] if niveau == "epci" else np.nan for c in codes]),
    }
