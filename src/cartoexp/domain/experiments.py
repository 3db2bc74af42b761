"""The record: what is kept of an experiment, its implantations, evaluations and sources.

One field is one column of ``data/experiments/*.csv`` (see ``docs/catalogue.md``). ``None`` means
unknown. Fields with a default are optional columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.territoires import Niveau
    from cartoexp.domain.vocabulaires import (
        BaseLegale,
        Confiance,
        Dimension,
        EchellePreuve,
        Effet,
        Lecture,
        Provenance,
        Rattachement,
        Statut,
        Suite,
        Theme,
        TypeEvaluation,
        TypeSource,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page or a document. Its title and its date may be unknown; one of titre and url is not."""

    id: str
    titre: str | None
    url: str | None
    date: PartialDate | None
    type: TypeSource

    @property
    def label(self) -> str:
        """Title, or else host and path of the address: no title is ever made up."""
        if self.titre:
            return self.titre
        parts = urlsplit(self.url or "")
        return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"

    @property
    def date_label(self) -> str:
        """French date, or « date inconnue »."""
        return self.date.label if self.date else "date inconnue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """One experiment, wherever it takes place.

    It has no status of its own: see ``domain.statuts.derive_statut``. ``sources`` are ids, in the
    order of the record. ``base_legale_provenance`` speaks of both the ground and the reference.
    """

    id: str
    titre: str
    resume: str
    themes: tuple[Theme, ...]
    dimension: Dimension | None
    dimension_provenance: Provenance | None
    base_legale: BaseLegale
    base_legale_provenance: Provenance | None
    reference_legale: str | None
    probleme: str | None
    probleme_provenance: Provenance | None
    porteurs: str | None
    partenaires: str | None
    public_vise: str | None
    financement: str | None
    conditions_transfert: str | None
    conditions_transfert_provenance: Provenance | None
    enseignements: str | None
    page_officielle_url: str | None
    notes_provenance: str | None
    sources: tuple[str, ...] = ()
    description: str | None = None
    hypotheses: str | None = None
    criteres_succes: str | None = None
    echantillon: str | None = None
    norme_derogee: str | None = None
    parent: str | None = None
    verifie_le: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Implantation:
    """An experiment on one territory.

    ``statut`` holds at ``statut_date`` only. ``debut`` and ``fin`` are years; no ``fin`` means
    unknown or not ended. ``titre_local``, ``resume_local`` and ``reference_legale`` are
    given only where they differ from the experiment's. ``code`` belongs to the ``millesime_cog``
    of the Code officiel géographique; ``nom`` is the name in the source.
    """

    id: str
    experimentation: str
    niveau: Niveau
    code: str
    nom: str
    millesime_cog: int
    statut: Statut
    statut_date: PartialDate | None
    debut: int | None
    fin: int | None
    rattachement: Rattachement
    citee_essai: bool
    source: str
    titre_local: str | None
    resume_local: str | None
    reference_legale: str | None
    note: str | None
    perimetre: str | None = None
    vague: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One evaluation of an experiment; ``echelle_preuve_provenance`` speaks of the effect too."""

    id: str
    experimentation: str
    annee: int | None
    titre: str
    evaluateur: str
    type: TypeEvaluation
    methode: str
    echelle_preuve: EchellePreuve
    echelle_preuve_provenance: Provenance
    effet: Effet
    resultats: str
    suite: Suite
    source: str
    lecture: Lecture
    confiance: Confiance
