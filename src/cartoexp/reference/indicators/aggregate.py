"""From communes to EPCI, départements and régions, each indicator by its own rule."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cartoexp.reference.indicators.frame import Array, Measure

LEAST_COVERED = 0.5
"""A group is given a value only when communes of at least half of its population have one."""


class Rule(StrEnum):
    """How a value of a group comes from its communes."""

    SOMME = "somme"
    MOYENNE = "moyenne_ponderee_population"
    RECALCUL = "recalcul"
    MAXIMUM = "maximum"
    PROPRE = "propre"
    AUCUNE = "aucune"


def aggregate(
    measure: Measure,
    rule: Rule,
    groups: Sequence[NDArray[np.intp]],
    population: Array,
    covered: float = LEAST_COVERED,
) -> Array:
    """Return one value a group; ``NaN`` where the rule gives none or too little is known.

    Args:
        measure: values by commune, and what a recomputation needs.
        rule: ``PROPRE`` and ``AUCUNE`` give ``NaN`` (own values are set by the caller).
        groups: positions of the communes of each group.
        population: by commune.
        covered: least share (0 to 1) of the population of a group whose value must be known.
    """
    people = np.nan_to_num(population)
    return np.array([_value(measure, rule, group, people, covered) for group in groups])


def _value(
    measure: Measure, rule: Rule, group: NDArray[np.intp], people: Array, covered: float
) -> float:
    values = measure.values[group]
    known = np.isfinite(values)
    if rule in {Rule.PROPRE, Rule.AUCUNE} or not _covered(known, people[group], covered):
        return float("nan")
    if rule is Rule.SOMME:
        return float(values[known].sum())
    if rule is Rule.MAXIMUM:
        return float(values[known].max())
    if rule is Rule.RECALCUL:
        return _again(measure, group)
    weights = people[group][known]
    total = weights.sum()
    return float((values[known] * weights).sum() / total) if total else float("nan")


def _covered(known: NDArray[np.bool_], people: Array, least: float) -> bool:
    total = people.sum()
    return bool(known.any()) and (not total or people[known].sum() >= least * total)


def _again(measure: Measure, group: NDArray[np.intp]) -> float:
    if measure.numerateur is None or measure.denominateur is None:
        return float("nan")
    top, bottom = measure.numerateur[group], measure.denominateur[group]
    both = np.isfinite(top) & np.isfinite(bottom)
    if not both.any() or not bottom[both].sum():
        return float("nan")
    return float(measure.finish(np.array([top[both].sum() / bottom[both].sum()]))[0])
