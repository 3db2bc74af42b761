"""Labels, sources, transforms and rules of ``catalogue.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from cartoexp.reference.indicators.aggregate import Rule


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One indicator: what it says, in French, and how its groups and distances treat it."""

    id: str
    libelle: str
    description: str
    unite: str
    theme: str
    source: str
    producteur: str
    millesime: str
    transform: str
    agregation: Rule
    decimales: int

    def as_record(self, manquants: dict[str, float]) -> dict[str, Any]:
        """Return the JSON record of ``indicateurs.json``, with shares of missing values."""
        return asdict(self) | {"agregation": self.agregation.value, "manquants": manquants}


def read_catalogue() -> list[Indicateur]:
    """Return the indicators in the order in which they are shown."""
    folder = files("cartoexp.reference.indicators")
    text = folder.joinpath("catalogue.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["indicateur"]
    return [Indicateur(**(row | {"agregation": Rule(row["agregation"])})) for row in rows]
