"""All gates in one run: figures into ``data/communes/epreuves.json``, verdicts on the terminal.

``cartoexp methode`` then writes them into ``docs/method.md``, and the page « Méthode » shows them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.territoires import Niveau
from gates import comparables, essaimage
from gates.niveau import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.profils import ProfilService
    from gates.essaimage import Resultat

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Porte:
    """A gate: its measure, the target, the ambition; ``plus`` says that more is better."""

    libelle: str
    mesure: float
    cible: float
    ambition: float | None
    plus: bool = True

    @property
    def atteint(self) -> bool:
        """Whether the target is reached."""
        return self.mesure >= self.cible if self.plus else self.mesure <= self.cible

    def as_record(self) -> dict[str, Any]:
        """Return the JSON record."""
        return {
            "libelle": self.libelle,
            "mesure": round(self.mesure, DECIMALS),
            "cible": self.cible,
            "ambition": self.ambition,
            "plus": self.plus,
            "atteint": self.atteint,
        }


def write(profils: ProfilService) -> int:
    """Measure everything, write the figures; return 1 when a target is missed."""
    level = profils.level(Niveau.COMMUNE)
    near = comparables.measure(level, profils.reglage(Niveau.COMMUNE).poids)
    results = essaimage.backtest(level)
    found = gates(results, near)
    record = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "commande": "make gates",
        "portes": [gate.as_record() for gate in found],
        "programmes": [_rounded(r.as_record()) for r in results],
        "comparables": _rounded(near),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (REFERENCE / "epreuves.json").write_text(text, encoding="utf-8")
    for gate in found:
        sign, word = (">=" if gate.plus else "<="), ("ok" if gate.atteint else "NON ATTEINT")
        print(f"{gate.libelle}: {gate.mesure:.3f} ({sign} {gate.cible}) {word}")
    return 0 if all(gate.atteint for gate in found) else 1


def gates(results: Sequence[Resultat], near: dict[str, Any]) -> list[Porte]:
    """Return the gates of the method, from the figures."""
    recall = float(np.mean([r.rappel for r in results]))
    reference = float(np.mean([r.rappel_reference for r in results]))
    ordered = float(np.mean([r.ordered for r in results]))
    return [
        Porte("Essaimage, rappel moyen, moitié masquée", recall, 0.28, 0.32),
        Porte("Essaimage, rapport à la population seule", recall / reference, 5.5, None),
        Porte("Essaimage, AUC moyenne", float(np.mean([r.auc for r in results])), 0.92, 0.93),
        Porte(
            "Essaimage, rappel avec cinq implantations",
            float(np.mean([r.rappel_cinq for r in results])),
            *(0.27, 0.30),
        ),
        Porte("Drapeaux ordonnés, part des programmes", ordered, 1.0, None),
        Porte("Comparables, pureté des 20 sur la grille de densité", near["purete"], 0.44, 0.47),
        Porte("Comparables, R² indicateur par indicateur", near["r2"], 0.55, 0.60),
        Porte("Comparables, poids à ±10 %", near["chevauchement_10_pct"], 0.95, 0.97),
        Porte(
            "Comparables, sans un dixième des indicateurs",
            near["chevauchement_sans_un_dixieme"],
            *(0.75, 0.80),
        ),
        Porte("Comparables, asymétrie des voisins", near["hubness"], 1.0, 0.8, plus=False),
        Porte("Comparables, liens réciproques", near["reciprocite"], 0.55, 0.60),
    ]


def _rounded(value: Any) -> Any:  # noqa: ANN401  any JSON value
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return value
