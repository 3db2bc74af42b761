"""Use case: what waits for a person after a change of vintage, and what the person decides."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import CartoexpError, DatabaseNotReadyError
from cartoexp.domain.millesimes import Nomme
from cartoexp.domain.millesimes.recodage import Etat, Recodage
from cartoexp.services.suivi import follow_some
from cartoexp.services.versions import (
    CATALOGUE,
    FICHIERS,
    MILLESIME,
    catalogue_version,
)
from cartoexp.store import experiments as queries
from cartoexp.store import journal, loading, lots, migrate, recodages, records
from cartoexp.store import territoires as places
from cartoexp.store.engine import build_engine, build_sessions, told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cartoexp.domain.experiments import Implantation


class DecisionError(CartoexpError):
    """This cannot be decided so; nothing was changed."""


def lister(database_url: str) -> list[Recodage]:
    """Return what waits for a person, by implantation.

    Raises:
        DatabaseUnavailableError: the database does not answer.
    """
    with _opened(database_url) as session:
        return [recodage for recodage in recodages.lire(session) if recodage.code is None]


def trancher(database_url: str, implantation: str, code: str, instant: datetime) -> Nomme:
    """Put an implantation that waits where a person says; a decision may be changed later.

    Raises:
        DecisionError: nothing of that id waits, or the code is not one of the candidates.
        DatabaseUnavailableError: the database does not answer.
    """
    with _opened(database_url) as session:
        lots.verrouiller(session)
        recodage = _undecided(recodages.lire(session), implantation)
        found = places.trouver(session, recodage.niveau, code)
        if found is None or (
            recodage.candidats and code not in {c.code for c in recodage.candidats}
        ):
            raise DecisionError(_refusal(recodage, code))
        nom, centre = found
        placed = _record(session, recodage, code)
        queries.remove_implantation(session, implantation)
        loading.write_implantations(session, [(placed, centre)])
        now = instant.isoformat(timespec="seconds")
        recodages.remplacer(session, replace(recodage, etat=Etat.TRANCHEE, code=code, instant=now))
        follow_some(session, [recodage.experimentation])
        publier(session)
        return Nomme(code, nom)


def _undecided(known: list[Recodage], implantation: str) -> Recodage:
    """Return the last change of an implantation that was, or is, for a person to decide."""
    last = [r for r in known if r.implantation == implantation][-1:]
    if not last or not last[0].contenu:
        raise DecisionError(
            f"Aucune implantation {implantation} n’attend de décision : « cartoexp reference "
            "file » liste celles qui attendent."
        )
    return last[0]


def _record(session: Session, recodage: Recodage, code: str) -> Implantation:
    """Return the record of an implantation, as it is now or as it waits, under a code."""
    placed = queries.list_implantations(session, ids=[recodage.implantation])
    record = placed[0] if placed else records.implantation(json.loads(recodage.contenu))
    year = int(queries.read_meta(session)[MILLESIME])
    return replace(record, code=code, millesime_cog=year)


def _refusal(recodage: Recodage, code: str) -> str:
    told = f"{code} ne convient pas à {recodage.implantation}."
    if not recodage.candidats:
        return f"{told} Donnez un code actuel du même niveau."
    return f"{told} Choisissez parmi : {' ; '.join(map(str, recodage.candidats))}."


def publier(session: Session, changed: Mapping[str, str] | None = None) -> None:
    """Renew the version of the catalogue, so that every worker reads it again."""
    held = queries.read_meta(session) | dict(changed or {})
    version = catalogue_version(held.get(FICHIERS, held[CATALOGUE]), marques(session))
    loading.write_meta(session, held | {CATALOGUE: version})


def marques(session: Session) -> list[str]:
    """Return what a version of the catalogue tells beside its files: imports, codes, decisions."""
    active = [lot.id for lot in lots.lister(session, actifs=True)]
    changed = (recodage.marque for recodage in recodages.lire(session))
    return [*active, *changed, *journal.marque(session)]


@contextmanager
def _opened(database_url: str) -> Iterator[Session]:
    """Give a transaction over a database that has the newest schema and a catalogue."""
    engine = build_engine(database_url)
    try:
        with told_errors():
            migrate.upgrade(engine)
            with build_sessions(engine).begin() as session:
                if CATALOGUE not in queries.read_meta(session):
                    raise DatabaseNotReadyError("Rien n’est chargé : lancez « cartoexp load ».")
                yield session
    finally:
        engine.dispose()
