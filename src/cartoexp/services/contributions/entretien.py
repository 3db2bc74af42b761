"""Use cases of who runs the site: list, erase what has had its time, take personal data out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acte, Acteur, Contribution, EtapeError, Role
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.contribution import BROUILLON_J, COURRIEL_J
from cartoexp.services.contributions import publication
from cartoexp.services.suivi import follow_some
from cartoexp.store import contributions as store
from cartoexp.store import fiches, journal, lots
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions import Changement
    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.store.engine import Sessions

EXPURGE = "[expurgé]"
SHORTEST = 4
"""Characters of what is taken out, at least: less would be in too many words."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What was erased because its time is over."""

    courriels: int
    brouillons: int


@dataclass(frozen=True, slots=True)
class EntretienService:
    """Care of contributions over one database; ``territoires`` gives them when they are needed."""

    sessions: Sessions
    territoires: Callable[[], Territoires]

    def lister(self) -> list[Contribution]:
        """Return every contribution, drafts too, those received first before the others."""
        with told_errors(), self.sessions() as session:
            return store.lister(session)

    def purger(self, instant: datetime) -> Purge:
        """Erase the addresses of what was decided a year ago, and the drafts that were left."""
        mails = (instant - timedelta(days=COURRIEL_J)).isoformat(timespec="seconds")
        drafts = (instant - timedelta(days=BROUILLON_J + 1)).isoformat(timespec="seconds")
        with told_errors(), self.sessions.begin() as session:
            return Purge(
                store.effacer_courriels(session, mails), store.effacer_brouillons(session, drafts)
            )

    def expurger(self, texte: str, instant: datetime) -> int:
        """Take a text out of contributions, messages, journal, versions and what they published.

        Returns:
            How many rows held it.

        Raises:
            EtapeError: it is too short to be sought.
            ContributionRefuseeError: a record would break the rules of the catalogue without it:
                amend it first. Nothing was changed.
        """
        if len(texte.strip()) < SHORTEST:
            raise EtapeError(f"Donnez au moins {SHORTEST} caractères : le texte exact à retirer.")
        now = instant.isoformat(timespec="seconds")
        with told_errors(), self.sessions.begin() as session:
            lots.verrouiller(session)
            count = store.expurger(session, texte, EXPURGE)
            rows, changed = journal.expurger(session, texte, EXPURGE, now)
            if count + rows == 0:
                return 0
            for name in sorted({name for name, *_ in changed}):
                mine = [(old, new) for x, old, new in changed if x == name]
                self._republier(session, name, mine)
            acteur = Acteur(Role.SITE)
            publication.noter(session, acteur, Acte.EXPURGATION, now, note=f"{count + rows} lignes")
            if changed:
                publication.renouveler(session)
        return count + rows

    def _republier(
        self, session: Session, name: str, changed: list[tuple[Changement, Changement]]
    ) -> None:
        """Take a text out of a record where a decision had put it."""
        part = fiches.lire(session, name)
        found = dossiers.de_catalogue(part)
        if not part.experiments:
            return
        for old, new in changed:
            row = found[old.table].get(old.enregistrement)
            if row is not None:
                _retirer(row, _cells(old), _cells(new))
        fiches.remplacer(
            session, part, publication.valider(session, found, name, self.territoires())
        )
        follow_some(session, [name])


def _cells(change: Changement) -> Ligne:
    if isinstance(change.apres, dict):
        return change.apres
    return {change.champ: change.apres} if change.apres else {}


def _retirer(row: Ligne, before: Ligne, after: Ligne) -> None:
    for name, cell in before.items():
        if row.get(name) == cell:
            row[name] = after[name]
