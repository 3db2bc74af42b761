"""The whole of an import: look, judge every row, write all or nothing, report."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.imports import Choix, ChoixError
from cartoexp.domain.lots import Genre, Lot
from cartoexp.services.imports import etat as etats
from cartoexp.services.imports import lots, restes
from cartoexp.services.imports.bilan import Bilan
from cartoexp.services.imports.brouillon import Brouillon
from cartoexp.services.imports.examen import Sorties, apercevoir, examiner
from cartoexp.services.rapports import Entete, Releve, ecrire, verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from cartoexp.services.imports.etat import Etat
    from cartoexp.services.imports.examen import Apercu, Fichier, Progres


@dataclass(frozen=True, slots=True)
class Demande:
    """What is asked: a file, choices, who asks (a function, not a person), where to report."""

    fichier: Fichier
    instant: datetime
    choix: Choix = field(default_factory=Choix)
    auteur: str = ""
    essai: bool = False
    strict: bool = False
    rapport: Path | None = None
    restes: Path | None = None
    correspondance: Path | None = None
    """Where the mapping is kept, to be used again."""


@dataclass(frozen=True, slots=True)
class Lieux:
    """Where the catalogue and the reference are."""

    database_url: str
    reference_dir: Path
    catalogue_dir: Path


def importer(
    demande: Demande,
    lieux: Lieux,
    *,
    confirmer: Callable[[Apercu], bool] = lambda _: True,
    progres: Progres | None = None,
) -> Bilan | None:
    """Import a file; ``None`` when ``confirmer``, who is shown the plan, says no.

    Raises:
        FichierRefuseError: when the file cannot be read.
        ChoixError: when a chosen column is not in the file, or a choice cannot be kept.
        PlanIncompletError: when the columns and the options make no whole record.
        DataFileError: when a report cannot be written, or the reference is broken.
        DatabaseNotReadyError: when no catalogue is loaded; a trial does without.
        CatalogueModifieError: when the catalogue has changed meanwhile; nothing was written.
    """
    _verifier(demande)
    apercu = apercevoir(demande.fichier, demande.choix, lieux.reference_dir)
    if not demande.essai or not apercu.plan.lieu.territoriale:
        apercu.plan.verifier()
    if demande.correspondance:
        _garder(demande.correspondance, apercu.prepare.choix)
    if not confirmer(apercu):
        return None
    begun = time.monotonic()
    if demande.essai:
        known = etats.lire(lieux.database_url, lieux.reference_dir, lieux.catalogue_dir)
        bilan = _faire(demande, lieux.reference_dir, (apercu, known), None, progres)
    else:
        bilan = _importer(demande, lieux, apercu, progres)
    return replace(bilan, secondes=time.monotonic() - begun, remarques=apercu.remarques)


def _verifier(demande: Demande) -> None:
    """Refuse outputs that could not be written, or would take the place of one another."""
    if demande.rapport:
        verifier(demande.rapport)
    if demande.restes:
        restes.verifier(demande.restes)
    taken = {demande.fichier.chemin.resolve()}
    for path in filter(None, (demande.rapport, demande.restes, demande.correspondance)):
        if path.resolve() in taken:
            raise ChoixError(f"{path} sert déjà à autre chose : nommez un autre fichier.")
        taken.add(path.resolve())


def _importer(demande: Demande, lieux: Lieux, apercu: Apercu, progres: Progres | None) -> Bilan:
    with etats.sessions_pretes(lieux.database_url) as sessions:
        with sessions() as session:
            known = etats.lire_base(session, lieux.reference_dir)
            held = lots.trouver_actif(session, _empreinte(demande, apercu))
        if held:
            counts = {issue: held.comptes.get(issue.value, 0) for issue in Issue}
            return Bilan(counts, {}, 0, known.origine, deja=held)

        def written(brouillon: Brouillon, releve: Releve) -> Lot:
            return lots.ecrire(sessions, _lot(demande, apercu, releve), brouillon, known.meta)

        return _faire(demande, lieux.reference_dir, (apercu, known), written, progres)


def _faire(
    demande: Demande,
    reference_dir: Path,
    examen: tuple[Apercu, Etat],
    written: Callable[[Brouillon, Releve], Lot] | None,
    progres: Progres | None,
) -> Bilan:
    """Judge, write if ``written`` is given and nothing prevents it, report."""
    apercu, known = examen
    with Releve(garder=demande.rapport is not None) as releve, Brouillon() as brouillon:
        sorties = Sorties(releve, brouillon, demande.restes, progres)
        manques = tuple(apercu.plan.manques_d_essai())
        plan = apercu.plan.pour_essai() if manques else apercu.plan
        examiner(demande.fichier, plan, known, reference_dir, sorties)
        empeche = demande.strict and releve.laissees > 0
        lot = None
        if written and not empeche and brouillon.comptes[Genre.IMPLANTATION]:
            lot = written(brouillon, releve)
        bilan = Bilan(
            dict(releve.comptes),
            dict(brouillon.comptes),
            0,
            known.origine,
            essai=demande.essai,
            manques=manques,
            lot=lot,
            empeche=empeche,
        )
        if demande.rapport:
            _rapporter(releve, _entete(demande, apercu, bilan), demande.rapport, lot)
    return bilan


def _rapporter(releve: Releve, entete: Entete, chemin: Path, lot: Lot | None) -> None:
    """Write the report; if that fails, what was imported is told all the same."""
    try:
        ecrire(releve, entete, chemin)
    except DataFileError as error:
        if lot is None:
            raise
        told = f"l’import {lot.id} est écrit, mais non son rapport"
        raise DataFileError(chemin, told, "Libérez de la place, ou nommez-en un autre.") from error


def _lot(demande: Demande, apercu: Apercu, releve: Releve) -> Lot:
    return Lot(
        _empreinte(demande, apercu),
        demande.fichier.nom,
        demande.fichier.sha256,
        demande.instant.isoformat(timespec="seconds"),
        demande.auteur,
        apercu.prepare.choix.ecrire(),
        {issue.value: n for issue, n in releve.comptes.items()},
    )


def _empreinte(demande: Demande, apercu: Apercu) -> str:
    return apercu.plan.empreinte(f"{demande.fichier.sha256} {demande.fichier.feuille or ''}")


def _entete(demande: Demande, apercu: Apercu, bilan: Bilan) -> Entete:
    plan = apercu.plan
    columns = [f"{role.label} : {plan.entetes[c]}" for role, c in plan.lieu.colonnes.items()]
    columns += [f"{nom} : {plan.entetes[c]}" for nom, c in plan.colonnes.items()]
    told = [("Colonnes", " ; ".join(columns))]
    told.append(("Valeurs données", " ; ".join(f"{n} : {v}" for n, v in plan.valeurs.items())))
    told.append(("Import", bilan.lot.id if bilan.lot else ""))
    told.append(("Fait par", demande.auteur))
    told += [("Pour importer", text) for text in bilan.manques]
    told += [("Lecture", text) for text in apercu.remarques]
    return Entete(
        f"Import de {demande.fichier.nom}",
        f"{bilan.decompte} {bilan.conclusion}",
        demande.fichier.nom,
        demande.fichier.sha256,
        demande.instant.date(),
        told,
    )


def _garder(chemin: Path, choix: Choix) -> None:
    try:
        chemin.write_text(choix.ecrire(), encoding="utf-8")
    except OSError as error:
        raise ChoixError(f"{chemin} : la correspondance ne peut pas y être écrite.") from error
