"""Records for tests: plausible by default, each field may be said."""
# ruff: noqa: ANN401  a factory takes any field

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
from cartoexp.domain.territoires import Lieu, Niveau, Territoire, Zone
from cartoexp.domain.vocabulaires import (
    BaseLegale,
    Confiance,
    Decision,
    Dimension,
    EchellePreuve,
    Effet,
    Fondement,
    Lecture,
    Provenance,
    Rattachement,
    Statut,
    Suite,
    Theme,
    TypeEvaluation,
    TypeSource,
)
from cartoexp.services.experiments import Record

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_source(**fields: Any) -> Source:
    """Return a source."""
    given: dict[str, Any] = {
        "id": "s",
        "titre": "Un article",
        "url": "https://exemple.fr/article",
        "date": PartialDate(2024, 5),
        "type": TypeSource.OFFICIEL,
    }
    return Source(**{**given, **fields})


def make_experiment(**fields: Any) -> Experiment:
    """Return an experiment of which all is known."""
    given: dict[str, Any] = {
        "id": "essai",
        "titre": "Un essai d'ici",
        "resume": "Ce que l'on essaie : peu de chose.",
        "themes": (Theme.ENERGIE,),
        "dimension": Dimension.EFFICACE,
        "dimension_provenance": Provenance.JUGEMENT,
        "base_legale": BaseLegale.DROIT_COMMUN,
        "base_legale_provenance": Provenance.JUGEMENT,
        "reference_legale": "loi n° 2018-1021",
        "probleme": "Un problème connu.",
        "probleme_provenance": Provenance.SOURCE,
        "porteurs": "La commune",
        "partenaires": "La région",
        "public_vise": "Les habitants",
        "financement": "12 000 €",
        "conditions_transfert": "Un budget.",
        "conditions_transfert_provenance": Provenance.JUGEMENT,
        "enseignements": "Ce qui marche : tout. Ce qui freine : rien.",
        "page_officielle_url": "https://exemple.fr/",
        "notes_provenance": "Rien à signaler.",
        "sources": ("s",),
    }
    return Experiment(**{**given, **fields})


def make_implantation(**fields: Any) -> Implantation:
    """Return an implantation in Douai."""
    given: dict[str, Any] = {
        "id": "essai-001",
        "experimentation": "essai",
        "niveau": Niveau.COMMUNE,
        "code": "59178",
        "nom": "Douai",
        "millesime_cog": 2026,
        "statut": Statut.EN_COURS,
        "statut_date": PartialDate(2026, 3),
        "debut": 2020,
        "fin": None,
        "rattachement": Rattachement.SOURCE,
        "citee_essai": False,
        "source": "s",
        "titre_local": None,
        "resume_local": None,
        "reference_legale": None,
        "note": None,
    }
    return Implantation(**{**given, **fields})


def make_evaluation(**fields: Any) -> Evaluation:
    """Return an evaluation that found a favourable effect against controls."""
    given: dict[str, Any] = {
        "id": "essai-eval-01",
        "experimentation": "essai",
        "annee": 2022,
        "titre": "Rapport",
        "evaluateur": "Un laboratoire",
        "type": TypeEvaluation.SCIENTIFIQUE,
        "methode": "Comparaison",
        "echelle_preuve": EchellePreuve.TEMOINS,
        "echelle_preuve_provenance": Provenance.JUGEMENT,
        "effet": Effet.FAVORABLE,
        "resultats": "Une baisse de 12 %.",
        "suite": Suite.PROROGEE,
        "source": "s",
        "lecture": Lecture.TEXTE_LU,
        "confiance": Confiance.ELEVEE,
    }
    return Evaluation(**{**given, **fields})


def make_derogation(**fields: Any) -> Derogation:
    """Return a derogation that was granted, and of which all is known."""
    given: dict[str, Any] = {
        "id": "essai-derog-01",
        "experimentation": "essai",
        "norme_texte": "code du travail",
        "norme_article": "art. L. 6222-1",
        "norme_url": "https://exemple.fr/norme",
        "autorite": "Parlement",
        "fondement": Fondement.CONSTITUTION_72_4,
        "territoires": (Lieu(Niveau.COMMUNE, "59178"),),
        "objet": "Accueillir des apprentis plus âgés.",
        "motifs": "La limite d'âge les écarte.",
        "demande_le": PartialDate(2018),
        "decision": Decision.ACCORDEE,
        "decision_le": PartialDate(2018, 6, 1),
        "acte": "loi n° 2018-1021",
        "acte_url": "https://exemple.fr/acte",
        "debut": PartialDate(2019),
        "expiration": PartialDate(2023, 12, 31),
        "evaluation_due_le": PartialDate(2023, 6),
        "issue": Suite.PROROGEE,
        "issue_le": PartialDate(2023),
        "source": "s",
        "source_suite": None,
        "provenance": Provenance.SOURCE,
    }
    return Derogation(**{**given, **fields})


def make_territoire(**fields: Any) -> Territoire:
    """Return Douai."""
    given: dict[str, Any] = {
        "niveau": Niveau.COMMUNE,
        "code": "59178",
        "nom": "Douai",
        "zone": Zone.METRO,
        "code_departement": "59",
        "code_region": "32",
        "centre": (3.08, 50.37),
    }
    return Territoire(**{**given, **fields})


def make_record(
    experiment: Experiment | None = None,
    implantations: Sequence[Implantation] | None = None,
    evaluations: Sequence[Evaluation] = (),
    sources: Sequence[Source] | None = None,
) -> Record:
    """Return a whole record; each implantation is on a territory of its own code and name."""
    held = [make_implantation()] if implantations is None else implantations
    known = [make_source()] if sources is None else sources
    return Record(
        experiment or make_experiment(),
        [(i, make_territoire(niveau=i.niveau, code=i.code, nom=i.nom)) for i in held],
        evaluations,
        {s.id: s for s in known},
    )
