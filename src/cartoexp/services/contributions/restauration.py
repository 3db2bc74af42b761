"""A record brought back to one of its versions, or to nothing when it came from a contribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Catalogue, Problem
from cartoexp.domain.contributions import (
    ContributionNotFoundError,
    ContributionRefuseeError,
    Version,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.differences import CITENT, differences
from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.domain.contributions.proposition import vide
from cartoexp.services.contributions import publication
from cartoexp.store import experiments as queries
from cartoexp.store import fiches, journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions import Changement, Entree
    from cartoexp.domain.contributions.dossier import Dossier

RIEN = 0
"""The number of what a record was before a contribution brought it: nothing."""
SANS_VERSION = "Cette fiche n’a pas de version de ce numéro\u00a0: son historique les donne."
PARENTE = "d’autres fiches disent reprendre celle-ci\u00a0: {names}. Corrigez-les d’abord."


@dataclass(frozen=True, slots=True)
class Comparaison:
    """What restoring a version would change; ``empreinte`` is a hash of the record as it is.

    ``versions`` are all those of the record; ``actuel`` is what it says now.
    """

    version: Version
    changements: Sequence[Changement]
    empreinte: str
    versions: Sequence[Version]
    actuel: Dossier


def versions(session: Session, experimentation: str) -> list[Version]:
    """Return the versions of a record; nothing is the first when a contribution brought it."""
    known = journal.versions(session, experimentation)
    if known and known[0].acte != LIVREE:
        return [Version(RIEN, "", "", vide()), *known]
    return known


def comparer(session: Session, experimentation: str, numero: int) -> Comparaison:
    """Say what restoring a version would change.

    Raises:
        ContributionNotFoundError: there is no such version.
    """
    known = versions(session, experimentation)
    version = _version(known, numero)
    _, base = publication.actuel(session, experimentation, None)
    target, extended = _cible(session, version.dossier, base)
    changes = differences(extended, target)
    return Comparaison(version, changes, dossiers.empreinte(base), known, extended)


def restaurer(
    session: Session, territoires: Territoires, numero: int, attendu: str, entree: Entree
) -> int | None:
    """Bring a record back; return the number of the version that this makes, if it changes.

    Raises:
        ContributionNotFoundError: there is no such version.
        ConflitError: the record changed since it was read (``attendu``: its hash).
        ContributionRefuseeError: the catalogue would break its rules.
    """
    name = entree.experimentation
    version = _version(versions(session, name), numero)
    avant, base = publication.actuel(session, name, attendu)
    target, extended = _cible(session, version.dossier, base)
    if not target["experiments"]:
        _exiger_sans_enfant(session, name)
        return publication.publier(session, avant, Catalogue((), (), (), ()), base, entree)
    apres = publication.valider(session, target, name, territoires)
    return publication.publier(session, avant, apres, extended, entree)


def _version(known: Sequence[Version], numero: int) -> Version:
    found = next((v for v in known if v.numero == numero), None)
    if found is None:
        raise ContributionNotFoundError(SANS_VERSION)
    return found


def _exiger_sans_enfant(session: Session, name: str) -> None:
    if children := fiches.enfants(session, name):
        told = PARENTE.format(names=", ".join(children))
        raise ContributionRefuseeError([Problem("experiments.csv", 0, "parent", "", told)])


def _cible(session: Session, wanted: Dossier, base: Dossier) -> tuple[Dossier, Dossier]:
    """Return a version and the record as it is, both with the sources that others keep true.

    A table that came after the version stays as it is: the version says nothing of it.
    """
    cited = [key for key in wanted["sources"] if key not in base["sources"]]
    known = dossiers.lignes(queries.get_sources(session, cited).values())
    untold = {table: rows for table, rows in base.items() if table not in wanted}
    rows = [row for table in untold.values() for row in table.values()]
    kept = {row[name] for row in rows for name in CITENT if name in row}
    held = {key: base["sources"][key] for key in kept}
    return (
        wanted | untold | {"sources": held | wanted["sources"] | known},
        base | {"sources": known | base["sources"]},
    )
