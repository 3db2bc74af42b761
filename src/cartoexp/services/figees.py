"""Use case: views frozen for good. One call is one transaction."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.figees import (
    MOST_BYTES,
    FigeeNotFoundError,
    FigeeRetireeError,
    FigeeTropGrandeError,
    GelsEpuisesError,
    VueFigee,
    is_empreinte,
)
from cartoexp.store import figees as store
from cartoexp.store import migrate
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cartoexp.store.engine import Sessions

UNKNOWN = "Aucune vue figée ne porte cette empreinte : vérifiez l’adresse."
TOO_LARGE = "Cette vue est trop lourde pour être figée : restreignez-la par un filtre."
HOUR_S = 3_600
NO_MORE = "Trop de vues ont été figées aujourd’hui sur ce site : revenez demain."


def compress(content: bytes) -> bytes:
    """Return a content as it is kept: the same bytes for the same content."""
    return gzip.compress(content, 9, mtime=0)


@contextmanager
def opened(database_url: str) -> Iterator[FigeeService]:
    """Give the service over a database, migrated if it has to be; closed at the end.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    with migrate.opened(database_url) as sessions:
        yield FigeeService(sessions)


@dataclass(frozen=True, slots=True)
class FigeeService:
    """Keeps views, gives them back, withdraws them."""

    sessions: Sessions

    def freeze(self, vue: VueFigee, most_a_day: int) -> tuple[VueFigee, bool]:
        """Keep a view; return what is kept under its hash, and whether it is new.

        Raises:
            FigeeTropGrandeError: when it takes more than one view may.
            GelsEpuisesError: when ``most_a_day`` were frozen on its day.
            FigeeRetireeError: when the same view was withdrawn.
        """
        if vue.octets > MOST_BYTES:
            raise FigeeTropGrandeError(TOO_LARGE)
        with told_errors(), self.sessions.begin() as session:
            held = store.read(session, vue.empreinte, contents=False)
            new = False
            if held is None:
                if store.count_of_day(session, vue.figee_le) >= most_a_day:
                    raise GelsEpuisesError(NO_MORE, HOUR_S)
                new = store.insert_new(session, vue)
                held = vue if new else _read(session, vue.empreinte, contents=False)
            return _in_force(held), new

    def get(self, empreinte: str, *, contents: bool = True) -> VueFigee:
        """Return a view.

        Raises:
            FigeeNotFoundError: for an unknown hash.
            FigeeRetireeError: when it was withdrawn.
        """
        with told_errors(), self.sessions() as session:
            return _in_force(_read(session, empreinte, contents=contents))

    def withdraw(self, empreinte: str, day: date, motif: str) -> VueFigee:
        """Empty a view for good, say when and why; return what is left of it.

        Raises:
            FigeeNotFoundError: for an unknown hash.
            FigeeRetireeError: when it was withdrawn before.
        """
        with told_errors(), self.sessions.begin() as session:
            _in_force(_read(session, empreinte, contents=False))
            store.withdraw(session, empreinte, day, motif.rstrip(". "))
            session.expire_all()
            return _read(session, empreinte, contents=False)

    def listing(self) -> list[VueFigee]:
        """Return every view without its contents, the oldest first."""
        with told_errors(), self.sessions() as session:
            return list(store.read_all(session, contents=False))

    def restore(self, vues: Iterable[VueFigee]) -> tuple[int, int]:
        """Take in views, all or none; return how many were new and how many were there.

        Those that are there stay as they are: a withdrawn one does not come back.
        """
        with told_errors(), self.sessions.begin() as session:
            taken = [store.insert_new(session, vue) for vue in vues]
        return sum(taken), len(taken) - sum(taken)


def _read(session: Session, empreinte: str, *, contents: bool) -> VueFigee:
    found = store.read(session, empreinte, contents=contents) if is_empreinte(empreinte) else None
    if found is None:
        raise FigeeNotFoundError(UNKNOWN)
    return found


def _in_force(vue: VueFigee) -> VueFigee:
    if vue.retiree_le is not None:
        raise FigeeRetireeError(vue.retrait)
    return vue
