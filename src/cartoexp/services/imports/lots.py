"""Imports into the loaded catalogue: written, listed and undone, each in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import CartoexpError, NotFoundError
from cartoexp.domain.experiments import Experiment, Implantation, Source
from cartoexp.domain.lots import Genre, Lot
from cartoexp.domain.lots.application import DEJA
from cartoexp.domain.phrases.nombres import count
from cartoexp.services.millesimes.attente import publier
from cartoexp.services.suivi import follow_some
from cartoexp.store import experiments as queries
from cartoexp.store import loading as tables
from cartoexp.store import lots as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cartoexp.services.imports.brouillon import Brouillon, Porte
    from cartoexp.store.engine import Sessions

MODIFIE = "Le catalogue a changé pendant la lecture du fichier : rien n’a été écrit. Recommencez."


class LotUtiliseError(CartoexpError):
    """Something else rests on what an import brought: it cannot be undone before."""


class CatalogueModifieError(CartoexpError):
    """The catalogue has changed since the rows were judged: nothing was written."""


class LotAnnuleError(CartoexpError):
    """An import was undone before."""


@dataclass(frozen=True, slots=True)
class Tenu:
    """An import, and its implantations by why they are not applied (empty: they are)."""

    lot: Lot
    implantations: Mapping[str, int]

    @property
    def phrase(self) -> str:
        """« 12ab…  29 novembre 2026  liste.csv  480 implantations »."""
        lot, applied = self.lot, count(self.implantations.get("", 0), "implantation")
        state = "annulé" if lot.annule_le else applied
        told = (lot.id, lot.jour, lot.fichier, lot.auteur or "auteur non précisé", state)
        return "  ".join(told)

    @property
    def ecartees(self) -> Mapping[str, int]:
        """Implantations that are kept and not applied, by why."""
        if self.lot.annule_le:
            return {}
        return {raison: n for raison, n in self.implantations.items() if raison}


def trouver_actif(session: Session, empreinte: str) -> Lot | None:
    """Return the import in force of the same file by the same plan, if there is one."""
    held = store.lister(session, actifs=True)
    return next((lot for lot in held if lot.id.split("-")[0] == empreinte), None)


def ecrire(sessions: Sessions, lot: Lot, brouillon: Brouillon, meta: Mapping[str, str]) -> Lot:
    """Write an import, all or nothing; return it, under the id that it has now.

    ``meta`` is what was loaded when the rows were judged.

    Raises:
        CatalogueModifieError: when the catalogue has changed since.
        DatabaseUnavailableError: when the database does not answer.
    """
    with told_errors(), sessions.begin() as session:
        store.verrouiller(session)
        if queries.read_meta(session) != dict(meta):
            raise CatalogueModifieError(MODIFIE)
        written = replace(lot, id=_libre(session, lot.id))
        store.inserer(session, written)
        for genre in Genre:
            for batch in brouillon.portes(genre, written.id):
                _ecrire(session, batch)
        _publier(session, store.experimentations(session, written.id))
    return written


def _libre(session: Session, empreinte: str) -> str:
    """Return an id for an import: that of one undone before is taken."""
    taken = {lot.id for lot in store.lister(session)}
    number = 1
    found = empreinte
    while found in taken:
        number += 1
        found = f"{empreinte}-{number}"
    return found


def _ecrire(session: Session, batch: Sequence[Porte]) -> None:
    """Write records, in the tables of the catalogue and as what the import brings."""
    apports = [porte.apport for porte in batch]
    sources = {a.fiche.id: a.fiche for a in apports if isinstance(a.fiche, Source)}
    held = queries.get_sources(session, sorted(sources)) if sources else {}
    tables.write_catalogue(
        session,
        [s for s in sources.values() if s.id not in held],
        [a.fiche for a in apports if isinstance(a.fiche, Experiment)],
        [(p.apport.fiche, p.centre) for p in batch if isinstance(p.apport.fiche, Implantation)],
        [],
    )
    there = [a for a in apports if a.fiche.id in held]
    store.inserer_apports(session, there, DEJA)
    store.inserer_apports(session, [a for a in apports if a.fiche.id not in held])


def _publier(session: Session, experimentations: Sequence[str]) -> None:
    """Let every reader see a new version, and the feed what changed."""
    follow_some(session, experimentations)
    publier(session)


def lister(sessions: Sessions) -> list[Tenu]:
    """Return every import, undone ones too, in the order in which they came."""
    with told_errors(), sessions() as session:
        counts = store.compter(session)
        return [Tenu(lot, counts.get(lot.id, {})) for lot in store.lister(session)]


def annuler(sessions: Sessions, identifiant: str, instant: str) -> Lot:
    """Take back all that an import brought; return it.

    Raises:
        NotFoundError: when no import has this id.
        LotAnnuleError: when it was undone before.
        LotUtiliseError: when another import rests on an experiment that it brought.
    """
    with told_errors(), sessions.begin() as session:
        store.verrouiller(session)
        lot = next((x for x in store.lister(session) if x.id == identifiant), None)
        if lot is None:
            told = "Aucun import ne porte cet identifiant : « cartoexp imports lister » les donne."
            raise NotFoundError(told)
        if lot.annule_le:
            raise LotAnnuleError("Cet import est déjà annulé.")
        rested = store.dependants(session, lot.id)
        if rested:
            raise LotUtiliseError(_retenu(rested))
        touched = store.experimentations(session, lot.id)
        store.annuler(session, lot.id, instant)
        _publier(session, touched)
    return replace(lot, annule_le=instant)


def _retenu(rested: Sequence[tuple[str, str | None]]) -> str:
    names = ", ".join(f"« {x} »" for x in sorted({x for x, _ in rested}))
    others = sorted({lot for _, lot in rested if lot})
    cure = (
        f"Annulez d’abord {', '.join(others)}."
        if others
        else "Retirez d’abord du catalogue ce qui s’y rattache."
    )
    return f"Rien n’a été annulé : d’autres enregistrements s’appuient sur {names}. {cure}"
