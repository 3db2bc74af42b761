"""Use cases: keep what teams fill in, give it back, erase it when nobody opens it any more."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cartoexp.domain.contributions.contribution import empreinte, est_jeton
from cartoexp.domain.errors import BusyError
from cartoexp.domain.phrases import dates
from cartoexp.domain.referentiel import CroiseeError, DossierEffaceError, DossierNotFoundError
from cartoexp.domain.referentiel.dossier import BYTES, DUREE_J, Dossier, Partie
from cartoexp.store import migrate
from cartoexp.store import referentiel as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cartoexp.domain.referentiel.dossier import Sorte
    from cartoexp.store.engine import Sessions

MOST = 20_000
"""Kept at once: a disk is not for one visitor to fill."""
PAS_J = 7
"""Days after which it is noted again that it was opened: reading seldom has to write."""
REMEMBERED_J = 365
"""Days for which a link still says that what it led to was erased."""
LAISSE, PAR_AUTEUR = "laisse", "auteur"
FULL = (
    "Trop d’évaluations et de grilles sont gardées en ce moment sur ce site\u00a0: réessayez dans "
    "quelques jours."
)


@contextmanager
def opened(database_url: str) -> Iterator[ReferentielService]:
    """Give the service over a database, migrated if it has to be; closed at the end.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    with migrate.opened(database_url) as sessions:
        yield ReferentielService(sessions)


@dataclass(frozen=True, slots=True)
class ReferentielService:
    """Assessments and grids over one database."""

    sessions: Sessions
    most: int = MOST

    def creer(
        self,
        sorte: Sorte,
        version: str,
        parties: Mapping[str, Mapping[str, Any]],
        jour: date,
        experimentation: str = "",
    ) -> str:
        """Begin one; return its link, told only here. Those left for a year are erased first.

        Raises:
            BusyError: as many are kept as may be.
        """
        jeton = secrets.token_urlsafe(BYTES)
        begun = Dossier(
            sorte,
            version,
            experimentation,
            {name: Partie(1, values) for name, values in parties.items()},
            jour,
            jour,
            jour,
        )
        with told_errors(), self.sessions.begin() as session:
            _purge(session, jour)
            if store.gardes(session) >= self.most:
                raise BusyError(FULL)
            store.inserer(session, begun, empreinte(jeton))
        return jeton

    def lire(self, jeton: str, sorte: Sorte, jour: date) -> Dossier:
        """Return what is behind a link, which is then kept for another year.

        Raises:
            DossierNotFoundError: there never was one of this kind, or it is long forgotten.
            DossierEffaceError: it was erased.
        """
        with told_errors(), self.sessions.begin() as session:
            held, _ = _held(session, jeton, sorte, jour)
            if jour - held.ouvert_le < timedelta(days=PAS_J):
                return held
            store.ouvrir(session, empreinte(jeton), jour)
        return replace(held, ouvert_le=jour)

    def enregistrer(
        self,
        jeton: str,
        sorte: Sorte,
        partie: str,
        valeurs: Mapping[str, Any],
        *,
        numero: int,
        jour: date,
    ) -> Dossier:
        """Save a part over the one that had been saved ``numero`` times.

        Raises:
            CroiseeError: it was saved elsewhere since; nothing is written over.
            DossierNotFoundError, DossierEffaceError: as :meth:`lire`.
        """
        with told_errors(), self.sessions.begin() as session:
            held, written = _held(session, jeton, sorte, jour)
            before = held.partie(partie)
            if before.valeurs == valeurs:
                return held
            if before.numero != numero:
                raise CroiseeError(_crossed(sorte))
            parts = {**held.parties, partie: Partie(numero + 1, valeurs)}
            saved = replace(held, parties=parts, modifie_le=jour, ouvert_le=jour)
            if not store.remplacer(session, empreinte(jeton), saved, written):
                raise CroiseeError(_crossed(sorte))
        return saved

    def supprimer(self, jeton: str, sorte: Sorte, jour: date) -> None:
        """Erase one for who holds its link.

        Raises:
            DossierNotFoundError, DossierEffaceError: as :meth:`lire`.
        """
        with told_errors(), self.sessions.begin() as session:
            _held(session, jeton, sorte, jour)
            store.effacer(session, empreinte(jeton), jour, PAR_AUTEUR)

    def purger(self, jour: date) -> int:
        """Erase those that nobody has opened for a year; return how many."""
        with told_errors(), self.sessions.begin() as session:
            return _purge(session, jour)

    def compter(self) -> int:
        """Return how many are kept."""
        with told_errors(), self.sessions() as session:
            return store.gardes(session)


def _held(session: Session, jeton: str, sorte: Sorte, jour: date) -> tuple[Dossier, int]:
    found = store.lire(session, empreinte(jeton)) if est_jeton(jeton) else None
    if found is not None and found[0].sorte is sorte:
        if jour <= found[0].jusqu_au:
            return found
        raise DossierEffaceError(_end(sorte, found[0].jusqu_au, LAISSE))
    end = store.fin(session, empreinte(jeton)) if est_jeton(jeton) else None
    if end is None or end[0] is not sorte:
        raise DossierNotFoundError(
            f"Aucune {sorte.nom} n’est derrière ce lien\u00a0: vérifiez qu’il est complet."
        )
    raise DossierEffaceError(_end(*end))


def _end(sorte: Sorte, day: date, motif: str) -> str:
    when = dates.day(day)
    if motif == PAR_AUTEUR:
        return f"Cette {sorte.nom} a été supprimée le {when} par qui en avait le lien."
    return f"Cette {sorte.nom} n’avait pas été ouverte depuis un an\u00a0: elle a été effacée."


def _crossed(sorte: Sorte) -> str:
    return (
        f"Cette page de la {sorte.nom} a été enregistrée ailleurs depuis que vous l’avez ouverte. "
        "Rien n’est perdu\u00a0: ce que vous aviez écrit est ci-dessous, et n’a rien remplacé. "
        "Enregistrez de nouveau pour le garder à la place."
    )


def _purge(session: Session, jour: date) -> int:
    erased = store.effacer_laisses(session, jour - timedelta(days=DUREE_J), jour, LAISSE)
    store.oublier(session, jour - timedelta(days=REMEMBERED_J))
    return erased
