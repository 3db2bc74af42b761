"""From the search to the file of weights: ``data/communes/poids.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.comparables import DIGITS
from cartoexp.domain.territoires import Niveau
from gates import base, poids
from gates.niveau import REFERENCE
from gates.voisins import Nuage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.domain.profils import Profils
    from cartoexp.services.profils import ProfilService
    from gates.mesures import Numbers
    from gates.voisins import Rows

LEVELS = (Niveau.COMMUNE, Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION)
SEED = 2026
SAMPLE = 2_500
SAMPLES = 3
STEPS = {Niveau.COMMUNE: 600, Niveau.EPCI: 300}
FAR = 99.0
"""Percentile of the distance to the nearest one beyond which a territory has nobody near."""
SEARCHED = "moyenne de deux recherches sur les épreuves"
EQUAL = "égaux par thème, puis par indicateur"


def write_weights(
    profils: ProfilService, tell: Callable[[str], None], only: Sequence[Niveau] = LEVELS
) -> None:
    """Search the weights of the communes and EPCI, share the others evenly; write the file.

    The levels that are not asked for keep the weights that they have.
    """
    path = REFERENCE / "poids.json"
    levels: dict[str, Any] = {}
    if set(only) != set(LEVELS):
        levels = json.loads(path.read_text(encoding="utf-8"))["niveaux"]
    for niveau in only:
        tell(f"— {niveau.label_pluriel}")
        found = profils.level(niveau).profils
        classes, outside = np.full(len(found.codes), -1), []
        if niveau is Niveau.COMMUNE:
            classes, outside = base.densite(found), base.seen_outside(found)
        levels[niveau.value] = _level(found, classes, outside, STEPS.get(niveau, 0), tell)
    written = {"graine": SEED, "commande": "make weights", "niveaux": levels}
    text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def _level(
    profils: Profils,
    classes: Rows,
    outside: list[Numbers],
    steps: int,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    allowed = base.allowed(profils)
    weights = _even(profils, allowed)
    nuage = Nuage.of(profils.z)
    if steps:
        weights = _start(profils, weights)
        samples = _samples(nuage, classes, outside, base.judged(profils))
        seen = poids.Recherche(samples, allowed, poids.rare(nuage), steps)
        found = [poids.search(seen, weights, juge, tell) for juge in poids.JUGES]
        weights = _mean(found)
    told = {
        t.id: round(float(weights[v]), 4) for v, t in enumerate(profils.traits) if weights[v] > 0
    }
    return {
        "origine": SEARCHED if steps else EQUAL,
        "seuil": round(_threshold(nuage, weights), DIGITS),
        "poids": told,
    }


def _mean(found: Sequence[Numbers]) -> Numbers:
    """Return the mean of several weights, without what is too small to matter."""
    weights = np.mean(found, axis=0)
    weights[weights < poids.SMALLEST] = 0.0
    result: Numbers = weights / weights.sum()
    return result


def _samples(
    nuage: Nuage, classes: Rows, outside: list[Numbers], judged: list[int]
) -> list[poids.Echantillon]:
    size = nuage.values.shape[1]
    generator = np.random.default_rng(SEED)
    found = []
    for k in range(SAMPLES):
        rows = np.sort(generator.choice(size, min(SAMPLE, size), replace=False))
        part, values = judged[k::SAMPLES], [column[rows] for column in outside]
        seen = poids.Echantillon(nuage.part(rows), classes[rows], part, values, SEED + k)
        found.append(seen)
    return found


def _even(profils: Profils, allowed: Rows) -> Numbers:
    themes = [profils.traits[v].theme for v in allowed]
    weights = np.zeros(len(profils.traits))
    for v, theme in zip(allowed, themes, strict=True):
        weights[v] = 1.0 / themes.count(theme)
    result: Numbers = weights / weights.sum()
    return result


def _start(profils: Profils, even: Numbers) -> Numbers:
    """Begin with the prototype's weights where it had some: see the design's essaimage.md."""
    known = np.array([base.PROTOTYPE.get(t.id, 0.0) for t in profils.traits])
    return known / known.sum() if len(profils.codes) > SAMPLE else even


def _threshold(nuage: Nuage, weights: Numbers) -> float:
    """Return the d² to the nearest one that one territory in a hundred exceeds."""
    size = nuage.values.shape[1]
    rows = np.arange(size)
    near = nuage.nearest(weights, rows, 1)[:, 0]
    both = nuage.known[:, rows] * nuage.known[:, near]
    square = both * (nuage.values[:, rows] - nuage.values[:, near]) ** 2
    found = weights @ square / np.maximum(weights @ both, 1e-9)
    return float(np.percentile(found, FAR))
