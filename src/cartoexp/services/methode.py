"""Use case: the figures that the method tells, counted from what is loaded, never written by hand.

The page « Méthode » and ``docs/method.md`` show the same ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cartoexp.domain import chiffres
from cartoexp.domain.dates import is_stale
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Lecture, Provenance, TypeEvaluation, TypeSource
from cartoexp.services.versions import CATALOGUE
from cartoexp.store import experiments as store
from cartoexp.store.engine import told_errors
from cartoexp.store.reference import read_derived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.chiffres import Chiffres
    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
    from cartoexp.domain.vocabulaires import EchellePreuve, Effet, Statut
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.registry import Services
    from cartoexp.store.engine import Sessions

RATTACHEMENTS = "rattachements.json"
"""Figures of the files joined, written by ``python -m gates fichiers``."""
MANY = 40
"""A programme with more implantations than this weighs on every map."""


@dataclass(frozen=True, slots=True)
class Compte:
    """The catalogue counted; a field that does not say otherwise counts implantations.

    ``perimees`` have a status that time changes and an attestation old or unknown;
    ``bases_jugees`` and ``dimensions_jugees`` count the experiments whose ground or dimension is a
    judgement; ``programmes`` counts the experiments with more than :data:`MANY` implantations.
    """

    chiffres: Chiffres
    niveaux: Mapping[Niveau, int]
    statuts: Mapping[Statut, int]
    perimees: int
    avec_note: int
    sources_secondaires: int
    programmes: int
    bases_jugees: int
    dimensions_jugees: int
    preuves_jugees: int
    preuves: Mapping[EchellePreuve, int]
    effets: Mapping[Effet, int]
    evaluations_internes: int
    evaluations_non_lues: int
    sources_total: int
    sources_sans_date: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the method needs: the catalogue counted on a day, the reference, the indicators.

    ``remarque`` says why indicators that were added are left out; empty otherwise.
    """

    jour: date
    compte: Compte
    manifest: Mapping[str, Any]
    indicateurs: Sequence[Indicateur]
    passages: Mapping[str, int]
    epreuves: Mapping[str, Any]
    poids: Mapping[str, float]
    rattachements: Mapping[str, Any]
    remarque: str = ""


def read_figures(services: Services, today: date) -> Figures:
    """Return the figures of what is loaded.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
        DatabaseNotReadyError: when nothing is loaded.
        DataFileError: when the indicators are missing or broken.
    """
    experiments = services.experiments
    version = experiments.snapshot().meta[CATALOGUE]
    reference = services.reference
    return Figures(
        today,
        _counted(experiments.sessions, version, today),
        reference.manifest,
        services.indicateurs.metadata,
        Counter(p.nature for p in reference.passages),
        services.profils.epreuves,
        services.profils.reglage(Niveau.COMMUNE).poids,
        read_derived(services.reference_dir, RATTACHEMENTS),
        services.ajouts.remarque,
    )


@lru_cache(maxsize=4)
def _counted(sessions: Sessions, version: str, today: date) -> Compte:  # noqa: ARG001  the key
    with told_errors(), sessions() as session:
        return count(
            store.list_experiments(session),
            store.list_implantations(session),
            store.list_evaluations(session),
            store.list_sources(session),
            today,
        )


def count(
    experiments: Sequence[Experiment],
    implantations: Sequence[Implantation],
    evaluations: Sequence[Evaluation],
    sources: Mapping[str, Source],
    today: date,
) -> Compte:
    """Count a catalogue."""
    placed = Counter(i.experimentation for i in implantations)
    judged = Provenance.JUGEMENT
    secondary = {i for i, s in sources.items() if s.type is TypeSource.SECONDAIRE}
    return Compte(
        chiffres=chiffres.count(experiments, implantations, evaluations),
        niveaux=Counter(i.niveau for i in implantations),
        statuts=Counter(i.statut for i in implantations),
        perimees=sum(i.statut.provisoire and is_stale(i.statut_date, today) for i in implantations),
        avec_note=sum(i.note is not None for i in implantations),
        sources_secondaires=sum(i.source in secondary for i in implantations),
        programmes=sum(n > MANY for n in placed.values()),
        bases_jugees=sum(x.base_legale_provenance is judged for x in experiments),
        dimensions_jugees=sum(x.dimension_provenance is judged for x in experiments),
        preuves_jugees=sum(e.echelle_preuve_provenance is judged for e in evaluations),
        preuves=Counter(e.echelle_preuve for e in evaluations),
        effets=Counter(e.effet for e in evaluations),
        evaluations_internes=sum(e.type is TypeEvaluation.INTERNE for e in evaluations),
        evaluations_non_lues=sum(e.lecture is Lecture.REFERENCE_SEULE for e in evaluations),
        sources_total=len(sources),
        sources_sans_date=sum(s.date is None for s in sources.values()),
    )
