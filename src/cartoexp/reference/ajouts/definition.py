"""What an added indicator says of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.lecture import Portee
from cartoexp.reference.indicators.aggregate import LEAST_COVERED, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_WEIGHT, MOST_WEIGHT = 0.01, 0.1
"""Weight in the distance, beside ours whose sum is 1."""
TRANSFORMS = ("none", "log", "log1p", "sqrt")
RULES = (Rule.SOMME, Rule.MOYENNE, Rule.RECALCUL, Rule.MAXIMUM, Rule.AUCUNE)
"""Rules of aggregation that a file may ask for."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator: its words, how it is drawn and grouped, its ``poids`` in the distance.

    ``couverture`` is the least share of the population of a group that must be known.
    """

    id: str
    libelle: str
    description: str
    unite: str
    theme: str
    source: str
    producteur: str
    millesime: str
    licence: str
    transform: str
    agregation: Rule
    decimales: int
    poids: float = DEFAULT_WEIGHT
    couverture: float = LEAST_COVERED

    def as_record(self, manquants: Mapping[str, float]) -> dict[str, Any]:
        """Return the record that services read, with shares of missing values by level."""
        told = asdict(self) | {"agregation": self.agregation.value}
        return told | {"portee": Portee.TERRITOIRE.value, "manquants": dict(manquants)}
