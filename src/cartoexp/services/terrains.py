"""A ranked level, from which candidates are told: by a model, or by likeness to one or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.comparables import contributions, cross_distances
from cartoexp.domain.essaimage import DIGITS
from cartoexp.domain.raisons import ALIKE, APART, first_of, reasons_of_pairs, word
from cartoexp.services.candidats import Lieux, Mots, lieux, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.essaimage import Modele
    from cartoexp.domain.ponderation import Poids
    from cartoexp.domain.profils import Profils
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.comparables import ComparableService
    from cartoexp.services.profils import Niveaux

REASONS = 3
SURROUNDINGS = "environs"
NEAR, UNLIKE = "environs au profil proche", "environs au profil différent"
TINY = 0.02
"""A contribution smaller than this is no reason."""


@dataclass(frozen=True)
class Terrain:
    """A level ranked by a model."""

    comparables: ComparableService
    level: Niveaux
    modele: Modele
    weights: Mapping[str, float]
    score: Numbers
    implantations: Rows

    def candidates(
        self, rows: Rows, ends: NDArray[np.intp] | None, *, details: bool, start: int = 0
    ) -> list[Candidat]:
        """Return the candidates of these rows, in order; ``start`` others come before them."""
        themes = {
            theme: np.round(
                self.weights.get(theme, 1.0) * part[rows].astype(float), DIGITS
            ).tolist()
            for theme, part in self.modele.by_theme.items()
        }
        parts = [
            dict(zip(themes, line, strict=True)) for line in zip(*themes.values(), strict=True)
        ]
        words = self._words(rows) if details else [Mots()] * len(rows)
        places = lieux(self, rows) if details else [Lieux()] * len(rows)
        intervals = [] if ends is None else ends.tolist()
        return write(
            self, rows, start, parts=parts, intervals=intervals, words=words, places=places
        )

    def _words(self, rows: Rows) -> list[Mots]:
        profils = self.modele.profils
        factors = np.array([self.weights.get(t.theme, 1.0) for t in profils.traits])
        gains = self.modele.contributions(rows) * factors
        around = np.array([t.theme == SURROUNDINGS for t in profils.traits])
        with np.errstate(invalid="ignore"):
            typical = np.nanmean(profils.z[:, self.implantations].astype(np.float64), axis=1)
        apart = profils.z[:, rows].astype(np.float64).T - typical
        ours = self.comparables.profils.reglage(self.level.niveau).poids
        importance = np.abs(apart) * np.array([ours.get(t.id, 0.0) for t in profils.traits])
        labels = self.comparables.profils.labels
        ids = [t.id for t in profils.traits]

        def said(line: Numbers, traits: list[int], surroundings: str) -> tuple[str, ...]:
            alike = ~(np.abs(line) > ALIKE)  # NaN, which tells nothing, counts as alike
            return tuple(
                surroundings if v == whole else word(ids[v], 0.0 if alike[v] else line[v], labels)
                for v in traits
            )

        # Forty indicators of the surroundings would drown the others: they are one reason.
        whole = len(ids)
        parts = np.column_stack([np.where(around, 0.0, gains), gains[:, around].sum(axis=1)])
        differs = np.column_stack([np.abs(apart) > ALIKE, np.ones(len(rows), dtype=np.bool_)])
        best = first_of(parts, parts > TINY, REASONS)
        # What is the same as where it runs is never told as being against.
        worst = first_of(-parts, (parts < -TINY) & differs, REASONS)
        odd = first_of(importance, (np.abs(apart) >= APART) & (importance > 0), REASONS)
        return [
            Mots(said(line, a, NEAR), said(line, b, UNLIKE), said(line, c, UNLIKE))
            for line, a, b, c in zip(apart, best, worst, odd, strict=True)
        ]


@dataclass(frozen=True)
class Semblables:
    """A level ranked by likeness to the nearest of one or two implantations.

    ``score`` (n) is −d² to the nearest one.
    """

    comparables: ComparableService
    level: Niveaux
    poids: Poids
    score: Numbers
    implantations: Rows

    def candidates(self, rows: Rows, *, details: bool, start: int = 0) -> list[Candidat]:
        """Return the candidates of these rows, in order; ``start`` others come before them."""
        profils, poids = self.level.profils, self.poids
        found = cross_distances(profils, rows, self.implantations, poids)
        nearest = self.implantations[np.argmin(found, axis=1)]
        parts = np.zeros((len(rows), len(profils.traits)))
        for row in self.implantations.tolist():
            of = nearest == row
            parts[of] = -contributions(profils, row, rows[of], poids)
        themes = list(poids.themes)
        member = np.array([[t.theme == theme for theme in themes] for t in profils.traits])
        sums = np.round(parts @ member, DIGITS).tolist()
        by_theme = [dict(zip(themes, line, strict=True)) for line in sums]
        words, places = [Mots()] * len(rows), [Lieux()] * len(rows)
        if details:
            labels = self.comparables.profils.labels
            told = reasons_of_pairs(
                profils.traits, poids.parts, _differences(profils, rows, nearest), labels
            )
            words = [Mots(r.rapproche, r.eloigne, r.eloigne) for r in told]
            places = lieux(self, rows, poids)
        return write(self, rows, start, parts=by_theme, intervals=[], words=words, places=places)


def _differences(profils: Profils, rows: Rows, others: Rows) -> Numbers:
    """Return the differences (m x v) between the profiles of two lists of m rows."""
    apart: Numbers = (profils.z[:, rows].astype(np.float64) - profils.z[:, others]).T
    return apart
