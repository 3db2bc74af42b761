"""What the indicators of a folder bring: the same measures without them and with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services
from gates import base, essaimage, mesures
from gates.niveau import REFERENCE
from gates.voisins import Nuage

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.domain.profils import Profils
    from cartoexp.services.profils import ProfilService
    from gates.mesures import Numbers

SIZE = 4_000
SEEDS = range(2)


def compare(folder: Path) -> None:
    """Print the figures of the communes, without then with the indicators added in a folder."""
    without, beside = (_profils(None), _profils(folder))
    if beside.ajouts.remarque or not beside.ajouts.indicateurs:
        print(beside.ajouts.remarque or f"{folder} : aucun indicateur ajouté.")
        return
    for name, profils in (("sans", without), ("avec", beside)):
        print(name, " ; ".join(f"{label} {value:.3f}" for label, value in _figures(profils)))


def _profils(folder: Path | None) -> ProfilService:
    return Services.connect("sqlite://", REFERENCE, folder).profils


def _figures(service: ProfilService) -> list[tuple[str, float]]:
    level = service.level(Niveau.COMMUNE)
    profils, ours = level.profils, service.reglage(Niveau.COMMUNE).poids
    weights = np.array([ours.get(t.id, 0.0) for t in profils.traits])
    rows = np.sort(np.random.default_rng(0).choice(len(profils.codes), SIZE, replace=False))
    near = Nuage.of(profils.z).nearest(weights / weights.sum(), rows)
    found = [("pureté, grille de densité", mesures.purity(near, rows, base.densite(profils)))]
    found += [(f"R² {n.lower()}", mesures.r2(near, rows, v)) for n, v in _outside(level.profils)]
    tests = essaimage.backtest(level, SEEDS)
    found.append(("rappel de l’essaimage", float(np.mean([t.rappel for t in tests]))))
    found.append(("AUC", float(np.mean([t.auc for t in tests]))))
    return found


def _outside(profils: Profils) -> list[tuple[str, Numbers]]:
    """Return what INSEE publishes for too few communes to weigh in the distance."""
    return [(n, v) for n, v in base.outside(profils).items() if n in UNWEIGHED]


UNWEIGHED = ("Taux de pauvreté", "Part des ménages imposés")
