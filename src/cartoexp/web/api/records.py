"""Records of the catalogue as JSON values; shapes are those of ``schemas.catalogue``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cartoexp.domain.dates import is_stale
from cartoexp.domain.statuts import statut_phrase
from cartoexp.services.geometries import point

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain import experiments as domain
    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.statuts import DerivedStatut, Periode
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vocabulaires import Statut
    from cartoexp.services.experiments import Place
    from cartoexp.services.listing import Card
    from cartoexp.store.experiments import ImplantationKey
    from cartoexp.web.api.schemas import catalogue as shapes


def iso(value: PartialDate | None) -> str | None:
    """Return a date as it stands in the files."""
    return None if value is None else str(value)


@lru_cache(maxsize=2_000)
def _attested(found: Statut, attestation: PartialDate | None, today: date) -> shapes.StatutAtteste:
    """Return what is told of a status; the catalogue holds few pairs, and lists hold thousands."""
    return {
        "statut": found,
        "statutLibelle": found.label,
        "statutPhrase": statut_phrase(found, attestation, today),
        "statutDate": iso(attestation),
        "statutAReverifier": is_stale(attestation, today),
    }


def statut(derived: DerivedStatut, today: date) -> shapes.StatutDerive:
    """Return the status of an experiment."""
    return {
        "statut": derived.statut,
        "statutLibelle": derived.label,
        "statutPhrase": derived.phrase(today),
        "statutDate": iso(derived.derniere),
        "statutAReverifier": is_stale(derived.derniere, today),
        "statuts": [
            {"statut": s, "statutLibelle": s.label, "implantations": n} for s, n in derived.counts
        ],
    }


def periode(found: Periode) -> shapes.Periode:
    """Return the years of an experiment."""
    return {
        "debut": found.debut,
        "fin": found.fin,
        "periodeLibelle": found.label,
        "implantationsSansDebut": found.sans_debut,
        "implantationsSansFin": found.sans_fin,
    }


def fiche(
    x: domain.Experiment, derived: DerivedStatut, years: Periode, today: date
) -> shapes.Fiche:
    """Return what the list and the whole record have in common."""
    return {
        "id": x.id,
        "titre": x.titre,
        "resume": x.resume,
        "themes": list(x.themes),
        "themesLibelles": [theme.label for theme in x.themes],
        "dimension": x.dimension,
        "dimensionLibelle": x.dimension and x.dimension.label,
        "dimensionProvenance": x.dimension_provenance,
        "baseLegale": x.base_legale,
        "baseLegaleLibelle": x.base_legale.label,
        "baseLegaleProvenance": x.base_legale_provenance,
        "referenceLegale": x.reference_legale,
        **statut(derived, today),
        **periode(years),
        "page": f"/experimentations/{x.id}",
    }


def experimentation(card: Card, today: date) -> shapes.Experimentation:
    """Return an experiment of a list."""
    return {
        **fiche(card.experiment, card.statut, card.periode, today),
        "implantations": card.implantations,
        "implantationsTotal": card.total,
    }


def implantation(
    i: ImplantationKey | domain.Implantation,
    territoire: Territoire,
    experiment: domain.Experiment,
    today: date,
) -> shapes.Implantation:
    """Return an implantation with the current territory that holds it."""
    return {
        "id": i.id,
        "experimentation": i.experimentation,
        "titre": experiment.titre,
        "titreLocal": i.titre_local,
        "themes": list(experiment.themes),
        "niveau": territoire.niveau,
        "code": territoire.code,
        "nom": territoire.nom,
        "codeEpci": territoire.code_epci,
        "codeDepartement": territoire.code_departement,
        "codeRegion": territoire.code_region,
        **_attested(i.statut, i.statut_date, today),
        "debut": i.debut,
        "fin": i.fin,
        "centre": point(territoire.centre),
    }


def place(found: Place, today: date) -> shapes.Implantation:
    """Return an implantation of a list."""
    return implantation(found.key, found.territoire, found.experiment, today)
