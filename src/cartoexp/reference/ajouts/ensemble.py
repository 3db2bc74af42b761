"""From measures by commune to a set of indicators: values of every level, classes, weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from cartoexp.domain.bornes import quantiles
from cartoexp.domain.lecture import sorte
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.classes import cut
from cartoexp.reference.indicators.aggregate import aggregate
from cartoexp.services.indicateurs import Indicateur

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.reference.ajouts.definition import Definition
    from cartoexp.reference.ajouts.terrain import Array, Terrain
    from cartoexp.reference.indicators.frame import Measure

MOST_MISSING = 0.2
"""Above this share of unknown values at a level, an indicator does not weigh in its distance."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """A set of indicators: table (keys, then a float32 column each), records, classes, weights.

    ``classes`` and ``poids`` are by level, then by indicator; ``remarques`` are lines to show.
    """

    nom: str
    table: pa.Table
    indicateurs: Sequence[Mapping[str, Any]]
    classes: Mapping[str, Mapping[str, Any]]
    poids: Mapping[str, Mapping[str, float]]
    remarques: Sequence[str] = ()


def build(
    nom: str,
    terrain: Terrain,
    measures: Sequence[tuple[Definition, Measure]],
    remarques: Sequence[str] = (),
) -> Ensemble:
    """Group the measures by their rules, cut their classes, share their weights."""
    levels = {
        niveau: {d.id: _values(terrain, niveau, d, m) for d, m in measures}
        for niveau in terrain.niveaux
    }
    columns = {
        d.id: pa.array(
            np.concatenate([levels[n][d.id] for n in terrain.niveaux]).astype(np.float32),
            from_pandas=True,
        )
        for d, _ in measures
    }
    keys = {name: terrain.keys[name] for name in terrain.keys.column_names}
    records = [
        d.as_record({n.value: _missing(levels[n][d.id]) for n in terrain.niveaux})
        for d, _ in measures
    ]
    return Ensemble(
        nom,
        pa.table(keys | columns),
        records,
        {n.value: dict(_classes(n, records, levels[n])) for n in terrain.niveaux},
        {n.value: _weights(n, records) for n in terrain.niveaux},
        remarques,
    )


def _values(terrain: Terrain, niveau: Niveau, definition: Definition, measure: Measure) -> Array:
    if niveau is Niveau.COMMUNE:
        return measure.values
    return aggregate(
        measure,
        definition.agregation,
        terrain.groupes[niveau],
        terrain.population,
        definition.couverture,
    )


def _missing(values: Array) -> float:
    return round(float(np.isnan(values).mean()), 4)


def _classes(
    niveau: Niveau, records: Sequence[Mapping[str, Any]], values: Mapping[str, Array]
) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for record in records:
        known = values[record["id"]][np.isfinite(values[record["id"]])].astype(np.float32)
        if len(known):
            kind = sorte(Indicateur.read(record), niveau)
            made = cut(known, record["decimales"], kind, "quantiles", quantiles)
            found.append((record["id"], made))
    return found


def _weights(niveau: Niveau, records: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    return {
        r["id"]: r["poids"]
        for r in records
        if r["poids"] and r["manquants"][niveau.value] <= MOST_MISSING
    }
