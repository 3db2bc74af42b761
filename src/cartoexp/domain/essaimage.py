"""Where could an experiment go next: territories ranked by their likeness to where it runs.

A ridge logistic regression tells the territories where it runs from all the others, on their
indicators and the squares of these. The score of a territory is the sum of what each indicator
adds, so that each reason shown is a part of the score, exactly. It is a rank, not a probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import logistique
from cartoexp.domain.expansion import Expansion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.profils import Profils

FEWEST = 3
"""With fewer implantations nothing can be learnt: comparables are shown instead."""
DIGITS = 6
"""Scores are compared to this many decimals; codes break ties."""


class Drapeau(StrEnum):
    """How like the territories where it runs: by percentile among all those of the level."""

    COMPARABLE = "comparable"
    A_ADAPTER = "a_adapter"
    ELOIGNE = "eloigne"

    @property
    def label(self) -> str:
        """French."""
        return {"comparable": "comparable", "a_adapter": "à adapter", "eloigne": "éloigné"}[self]


CUTS = {Drapeau.COMPARABLE: 0.97, Drapeau.A_ADAPTER: 0.85}
"""Lowest percentile (0 to 1) of a flag: the closest 3 %, then 12 % of the level."""


def penalty(implantations: int) -> float:
    """Return the ridge penalty: stronger when there is less to learn from."""
    return 50.0 + 250.0 / implantations


@dataclass(frozen=True, slots=True, repr=False)
class Appris:
    """What a fit leaves: ``coefficients`` (p), and what a bootstrap needs.

    ``hessian`` is ((p + 1) x (p + 1)), the constant last; ``manques`` is one less the probability
    of each implantation (n).
    """

    coefficients: Numbers
    hessian: NDArray[np.float32]
    manques: Numbers


@dataclass(frozen=True, repr=False)
class Modele:
    """What was learnt from ``implantations`` (rows of the profiles)."""

    profils: Profils
    expansion: Expansion
    implantations: Rows
    appris: Appris

    @classmethod
    def learn(
        cls, profils: Profils, implantations: Rows, expansion: Expansion | None = None
    ) -> Modele:
        """Fit the model; ``expansion`` of the same profiles spares its making.

        Raises:
            ValueError: with fewer than three implantations, or all territories of the level.
        """
        rows = np.unique(implantations)
        if not FEWEST <= len(rows) < len(profils.codes):
            raise ValueError("from three implantations to all territories but one")
        expansion = expansion or Expansion.build(profils)
        ones = np.zeros(len(profils.codes), dtype=np.bool_)
        ones[rows] = True
        fitted = logistique.fit(expansion.matrix(), ones, penalty(len(rows)))
        missed = 1.0 - fitted.probabilities[rows]
        appris = Appris(fitted.coefficients, fitted.hessian.astype(np.float32), missed)
        return cls(profils, expansion, rows, appris)

    @cached_property
    def by_theme(self) -> Mapping[str, NDArray[np.float32]]:
        """What each theme adds to the score of every territory (n)."""
        found = {}
        for theme in self.profils.themes:
            total = np.zeros(len(self.profils.codes))
            for trait in self.profils.of_theme(theme):
                total += self._added(int(trait))
            found[theme] = total.astype(np.float32)
        return found

    def score(self, weights: Mapping[str, float] | None = None) -> Numbers:
        """Return Σ weight x contribution of the themes (n); weights are 1 unless given."""
        total = np.zeros(len(self.profils.codes))
        for theme, part in self.by_theme.items():
            total += (weights or {}).get(theme, 1.0) * part.astype(np.float64)
        return np.round(total, DIGITS)

    def contributions(self, rows: Rows) -> Numbers:
        """Return what each trait adds to the score of some territories (len(rows) x v)."""
        traits = range(len(self.profils.traits))
        return np.array([self._added(v, rows) for v in traits]).T

    def _added(self, trait: int, rows: Rows | slice = slice(None)) -> Numbers:
        return self.expansion.contribution(self.appris.coefficients, trait, rows)


def ranking(score: Numbers, kept: NDArray[np.bool_]) -> Rows:
    """Return the rows kept, best first; ties by code, in the order of which rows are."""
    rows = np.flatnonzero(kept)
    return rows[np.argsort(-score[rows], kind="stable")]


def percentiles(score: Numbers, implantations: Rows, of: Rows | None = None) -> Numbers:
    """Return for each territory the share (0 to 1) of the others, implantations aside, below it.

    ``of`` keeps to some rows.
    """
    others = np.delete(score, implantations)
    others.sort()
    below = np.searchsorted(others, score if of is None else score[of], side="left")
    return below / max(len(others) - 1, 1)


def flag(percentile: float) -> Drapeau:
    """Return the flag of a percentile (0 to 1)."""
    for drapeau, lowest in CUTS.items():
        if percentile >= lowest:
            return drapeau
    return Drapeau.ELOIGNE


def count_flags(score: Numbers, implantations: Rows, ranked: Rows) -> dict[Drapeau, int]:
    """Return how many of the ranked rows have each flag."""
    shares = percentiles(score, implantations, ranked)
    found, above = {}, 0
    for drapeau, lowest in CUTS.items():
        reached = int(np.count_nonzero(shares >= lowest))
        found[drapeau] = reached - above
        above = reached
    return {**found, Drapeau.ELOIGNE: len(ranked) - above}
