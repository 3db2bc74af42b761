"""A decision on a record: catalogue, journal, version and caches change together or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import has_errors
from cartoexp.domain.contributions import (
    Acte,
    ConflitError,
    ContributionRefuseeError,
    Entree,
    Version,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.derogations import exiger_lieux
from cartoexp.domain.contributions.differences import differences
from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.services.millesimes.attente import publier as renouveler
from cartoexp.services.suivi import follow_some
from cartoexp.store import fiches, journal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Catalogue, Territoires
    from cartoexp.domain.contributions import Acteur, Changement
    from cartoexp.domain.contributions.dossier import Dossier

FICHE_CHANGEE = (
    "La fiche a changé depuis que vous l’avez ouverte : rien n’a été écrit. Relisez-la, puis "
    "décidez de nouveau."
)


def actuel(
    session: Session, experimentation: str, attendu: str | None
) -> tuple[Catalogue, Dossier]:
    """Return a record as it is; the catalogue is held by the caller.

    Raises:
        ConflitError: it is not what was expected (a hash).
    """
    part = fiches.lire(session, experimentation)
    base = dossiers.de_catalogue(part)
    if attendu is not None and dossiers.empreinte(base) != attendu:
        raise ConflitError(FICHE_CHANGEE)
    return part, base


def valider(
    session: Session,
    propose: Dossier,
    experimentation: str,
    territoires: Territoires,
    base: Dossier | None = None,
) -> Catalogue:
    """Return the records of a dossier; over ``base``, nothing new names a territory that is none.

    Raises:
        ContributionRefuseeError: the catalogue would break its rules.
    """
    others = fiches.identifiants(session) - {experimentation}
    found, problems = dossiers.valider(propose, territoires, others)
    if base is not None:
        problems = [*exiger_lieux(problems, base)]
    if found is None or has_errors(problems):
        raise ContributionRefuseeError(problems)
    return dossiers.partie(found, experimentation)


def ecrire(
    session: Session,
    avant: Catalogue,
    apres: Catalogue,
    etendu: Dossier,
    entree: Entree,
) -> tuple[int | None, list[Changement]]:
    """Write a record, its version and the journal; return the number of the version, the changes.

    ``etendu`` is the dossier before, with the sources of the catalogue that it is to cite.
    """
    after = dossiers.de_catalogue(apres)
    before = dossiers.de_catalogue(avant)
    kept = before["sources"].keys() | after["sources"].keys()
    sources = {key: row for key, row in etendu["sources"].items() if key in kept}
    changes = differences(before | {"sources": sources}, after)
    if not changes:
        return None, changes
    number = _versionner(session, entree, before, after)
    fiches.remplacer(session, avant, apres)
    changed = {c.enregistrement for c in changes if c.table == "sources"}
    cited = fiches.citant(session, sorted(changed)) if changed else []
    follow_some(session, sorted({entree.experimentation, *cited}))
    return number, changes


def publier(
    session: Session, avant: Catalogue, apres: Catalogue, etendu: Dossier, entree: Entree
) -> int | None:
    """Write a decision on a record, note it and let every worker see it; return its version.

    ``None``: nothing changes; a restoration is then not even noted.
    """
    number, changes = ecrire(session, avant, apres, etendu, entree)
    if number is None and entree.acte is Acte.RESTAURATION:
        return None
    journal.noter(session, replace(entree, version=number, changements=changes))
    renouveler(session)
    return number


def _versionner(session: Session, entree: Entree, before: Dossier, after: Dossier) -> int:
    """Keep the record as it becomes, and as it was if no version says it; return the number."""
    name, known = entree.experimentation, journal.versions(session, entree.experimentation)
    number = known[-1].numero if known else 0
    if before["experiments"] and (not known or known[-1].dossier != before):
        number += 1
        journal.ajouter_version(session, name, Version(number, entree.instant, LIVREE, before))
    number += 1
    told = Version(number, entree.instant, entree.acte.value, after)
    journal.ajouter_version(session, name, told)
    return number


def noter(
    session: Session,
    acteur: Acteur,
    acte: Acte,
    instant: str,
    *,
    contribution: str = "",
    note: str = "",
) -> None:
    """Add an act that changes no record to the journal."""
    entry = Entree(instant, acteur.role, acte, acteur.compte, contribution, note=note)
    journal.noter(session, entry)


__all__ = ["actuel", "ecrire", "noter", "publier", "renouveler", "valider"]
