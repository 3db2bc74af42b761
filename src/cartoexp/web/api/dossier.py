"""A whole experiment as JSON values: its implantations, its evaluations, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.statuts import derive_periode, derive_statut
from cartoexp.web.api import records
from cartoexp.web.api.records import iso

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain import experiments as domain
    from cartoexp.domain.lots import Provenance
    from cartoexp.domain.millesimes.recodage import Recodage
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.experiments import Record
    from cartoexp.web.api.schemas import catalogue as shapes


def dossier(record: Record, today: date) -> shapes.ExperimentationComplete:
    """Return everything the catalogue knows of an experiment."""
    x = record.experiment
    alone = [i for i, _ in record.implantations]
    common = records.fiche(x, derive_statut(alone), derive_periode(alone), today)
    return {
        **common,
        "description": x.description,
        "probleme": x.probleme,
        "problemeProvenance": x.probleme_provenance,
        "hypotheses": x.hypotheses,
        "criteresSucces": x.criteres_succes,
        "echantillon": x.echantillon,
        "normeDerogee": x.norme_derogee,
        "porteurs": x.porteurs,
        "partenaires": x.partenaires,
        "publicVise": x.public_vise,
        "financement": x.financement,
        "conditionsTransfert": x.conditions_transfert,
        "conditionsTransfertProvenance": x.conditions_transfert_provenance,
        "enseignements": x.enseignements,
        "pageOfficielle": x.page_officielle_url,
        "notesProvenance": x.notes_provenance,
        "parent": x.parent,
        "verifieLe": iso(x.verifie_le),
        "implantations": [_implantation(record, i, t, today) for i, t in record.implantations],
        "evaluations": [evaluation(e) for e in record.evaluations],
        "sources": [source(s) for s in record.sources.values()],
        "enAttente": [_attente(recodage) for recodage in record.attente],
    }


def _attente(recodage: Recodage) -> shapes.EnAttente:
    return {
        "id": recodage.implantation,
        "niveau": recodage.niveau,
        "codeDonne": recodage.code_avant,
        "nomSource": recodage.nom_avant,
        "millesimeDonne": recodage.millesime_avant,
        "motif": recodage.motif,
        "candidats": [{"code": c.code, "nom": c.nom} for c in recodage.candidats],
    }


def _implantation(
    record: Record, i: domain.Implantation, territoire: Territoire, today: date
) -> shapes.ImplantationComplete:
    given = record.donnees.get(i.id)
    return {
        **records.implantation(i, territoire, record.experiment, today),
        "nomSource": i.nom,
        "millesimeCog": i.millesime_cog,
        "rattachement": i.rattachement,
        "rattachementLibelle": i.rattachement.label,
        "citeeDansEssai": i.citee_essai,
        "resumeLocal": i.resume_local,
        "referenceLegaleLocale": i.reference_legale,
        "perimetre": i.perimetre,
        "vague": i.vague,
        "note": i.note,
        "source": i.source,
        "importation": _importation(record.imports.get(i.id)),
        "codeDonne": given.code_avant if given else i.code,
        "millesimeDonne": given.millesime_avant if given else i.millesime_cog,
    }


def _importation(came: Provenance | None) -> shapes.Importation | None:
    if came is None:
        return None
    return {"fichier": came.fichier, "ligne": came.ligne, "instant": came.instant}


def evaluation(e: domain.Evaluation) -> shapes.Evaluation:
    """Return an evaluation."""
    return {
        "id": e.id,
        "annee": e.annee,
        "titre": e.titre,
        "evaluateur": e.evaluateur,
        "type": e.type,
        "typeLibelle": e.type.label,
        "methode": e.methode,
        "echellePreuve": e.echelle_preuve,
        "echellePreuveLibelle": e.echelle_preuve.label,
        "echellePreuveProvenance": e.echelle_preuve_provenance,
        "effet": e.effet,
        "effetLibelle": e.effet.label,
        "resultats": e.resultats,
        "suite": e.suite,
        "suiteLibelle": e.suite.label,
        "lecture": e.lecture,
        "lectureLibelle": e.lecture.label,
        "confiance": e.confiance,
        "confianceLibelle": e.confiance.label,
        "source": e.source,
    }


def source(s: domain.Source) -> shapes.Source:
    """Return a source."""
    return {
        "id": s.id,
        "titre": s.titre,
        "libelle": s.label,
        "url": s.url,
        "date": iso(s.date),
        "dateLibelle": s.date_label,
        "type": s.type,
        "typeLibelle": s.type.label,
    }
