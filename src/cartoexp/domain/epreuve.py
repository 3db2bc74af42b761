"""A model put to the test: hide some implantations, learn from the others, look for the hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.essaimage import FEWEST, Modele, ranking

if TYPE_CHECKING:
    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.expansion import Expansion
    from cartoexp.domain.profils import Profils

FEW = 15
"""Below this number of implantations a test is only indicative."""


@dataclass(frozen=True, slots=True)
class Epreuve:
    """How well hidden implantations are found again, as means over ``tirages`` seeded drawings.

    ``rappel``: share of the n hidden ones among the n first; ``auc``: probability that a hidden
    one comes before another territory (0.5 is chance).
    """

    implantations: int
    cachees: int
    tirages: int
    rappel: float
    auc: float

    @property
    def indicatif(self) -> bool:
        """Whether there is too little to say more than a hint."""
        return self.implantations < FEW


def hide_half(implantations: Rows, seed: int) -> tuple[Rows, Rows]:
    """Return the halves left to learn from and hidden, drawn with a seed."""
    mixed = np.random.default_rng(seed).permutation(np.sort(implantations))
    half = len(mixed) // 2
    return mixed[:half], mixed[half:]


def hide_all_but(implantations: Rows, count: int, seed: int) -> tuple[Rows, Rows]:
    """Return ``count`` left to learn from, and the others hidden."""
    mixed = np.random.default_rng(seed).permutation(np.sort(implantations))
    return mixed[:count], mixed[count:]


def recall_and_auc(score: Numbers, known: Rows, hidden: Rows) -> tuple[float, float]:
    """Return how well ``score`` (n) finds the hidden among all that are not known."""
    kept = np.ones(len(score), dtype=np.bool_)
    kept[known] = False
    order = ranking(score, kept)
    found = np.isin(order, hidden)
    recall = float(found[: len(hidden)].mean())
    ones = len(hidden)
    zeros = len(order) - ones
    places = np.flatnonzero(found)  # number of territories before each hidden one
    before = float((places - np.arange(ones)).sum())
    return recall, 1.0 - before / max(ones * zeros, 1)


def put_to_test(
    profils: Profils, implantations: Rows, expansion: Expansion, tirages: int = 5
) -> Epreuve | None:
    """Test the model on its own implantations; ``None`` with too few to hide any."""
    rows = np.unique(implantations)
    shown = max(len(rows) // 2, FEWEST)
    if shown >= len(rows):
        return None
    results = []
    for seed in range(tirages):
        known, hidden = hide_all_but(rows, shown, seed)
        score = Modele.learn(profils, known, expansion).score()
        results.append(recall_and_auc(score, known, hidden))
    recall, auc = np.mean(results, axis=0).tolist()
    return Epreuve(len(rows), len(rows) - shown, tirages, recall, auc)
