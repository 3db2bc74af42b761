"""Headline figures of a catalogue. Experiments and implantations are two counts, never mixed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import Rattachement, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation

THIN_THEME = 30
"""A theme with fewer implantations says so: a comparison within it is fragile."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Experiments and implantations of a theme."""

    experimentations: int
    implantations: int

    @property
    def thin(self) -> bool:
        """Whether the theme is too thin for comparisons."""
        return self.implantations < THIN_THEME


@dataclass(frozen=True, slots=True)
class Chiffres:
    """Figures that describe the catalogue, not the country.

    ``territoires`` counts distinct territories of all levels; ``sans_debut``, ``sans_attestation``
    and ``deduites`` count implantations; ``evaluees`` counts experiments with an evaluation.
    """

    experimentations: int
    implantations: int
    territoires: int
    evaluations: int
    evaluees: int
    sans_debut: int
    sans_attestation: int
    deduites: int
    themes: Mapping[Theme, ThemeCount]


def count(
    experiments: Sequence[Experiment],
    implantations: Sequence[Implantation],
    evaluations: Sequence[Evaluation],
) -> Chiffres:
    """Count a catalogue, or a part of it."""
    placed = Counter(i.experimentation for i in implantations)
    themes = {
        theme: ThemeCount(len(ids), sum(placed[i] for i in ids))
        for theme in Theme
        for ids in [[e.id for e in experiments if theme in e.themes]]
    }
    return Chiffres(
        experimentations=len(experiments),
        implantations=len(implantations),
        territoires=len({(i.niveau, i.code) for i in implantations}),
        evaluations=len(evaluations),
        evaluees=len({e.experimentation for e in evaluations}),
        sans_debut=sum(i.debut is None for i in implantations),
        sans_attestation=sum(i.statut_date is None for i in implantations),
        deduites=sum(i.rattachement is Rattachement.DEDUIT for i in implantations),
        themes=themes,
    )
