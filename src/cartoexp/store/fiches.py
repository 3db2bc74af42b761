"""One record of the catalogue as a whole: read, and brought from a state to the next."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, exists, insert, or_, select, update

from cartoexp.domain.catalogue import Catalogue
from cartoexp.store import derogations, loading, records, territoires
from cartoexp.store import experiments as queries
from cartoexp.store.tables import (
    EvaluationRow,
    ExperimentRow,
    ExperimentSourceRow,
    ImplantationRow,
    SourceRow,
)
from cartoexp.store.tables_derogations import DerogationRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source

_X, _S = cast("Table", ExperimentRow.__table__), cast("Table", SourceRow.__table__)
_I, _E = cast("Table", ImplantationRow.__table__), cast("Table", EvaluationRow.__table__)
_D = cast("Table", DerogationRow.__table__)
_L = cast("Table", ExperimentSourceRow.__table__)


def lire(session: Session, experimentation: str) -> Catalogue:
    """Return what the catalogue holds of one experiment, nothing when there is none such."""
    x = queries.get_experiment(session, experimentation)
    if x is None:
        return Catalogue((), (), (), (), ())
    placed = queries.list_implantations(session, experimentation=experimentation)
    judged = queries.list_evaluations(session, experimentation)
    by_id: Any = attrgetter("id")
    part = Catalogue(
        (x,),
        tuple(sorted(placed, key=by_id)),
        tuple(sorted(judged, key=by_id)),
        (),
        tuple(derogations.lister(session, experimentation)),
    )
    cited = queries.get_sources(session, sorted(part.citees)).values()
    return replace(part, sources=tuple(sorted(cited, key=by_id)))


def identifiants(session: Session) -> set[str]:
    """Return the ids of every experiment."""
    return set(session.scalars(select(_X.c.id)))


def adresses(session: Session) -> list[tuple[str, str]]:
    """Return (experiment, address) of what each record cites itself."""
    query = select(_L.c.experimentation, _S.c.url).join(_S, _S.c.id == _L.c.source)
    return [(x, url) for x, url in session.execute(query.where(_S.c.url.is_not(None)))]


def citant(session: Session, sources: Iterable[str]) -> list[str]:
    """Return the experiments that cite one of these sources."""
    ids = list(sources)
    found = set(session.scalars(select(_L.c.experimentation).where(_L.c.source.in_(ids))))
    for column in (_I.c.source, _E.c.source, _D.c.source, _D.c.source_suite):
        query = select(column.table.c.experimentation).where(column.in_(ids))
        found |= set(session.scalars(query))
    return sorted(found)


def enfants(session: Session, experimentation: str) -> list[str]:
    """Return the experiments that say they come from this one."""
    return sorted(session.scalars(select(_X.c.id).where(_X.c.parent == experimentation)))


def remplacer(session: Session, avant: Catalogue, apres: Catalogue) -> None:
    """Bring a record from a state to the next; a source that nothing cites any more goes.

    A record whose next state is nothing leaves the catalogue.
    """
    _ecrire_lignes(session, _S, avant.sources, apres.sources)
    _ecrire_lignes(session, _X, avant.experiments, apres.experiments)
    for x in apres.experiments:
        session.execute(delete(_L).where(_L.c.experimentation == x.id))
        links = [
            {"experimentation": x.id, "source": source, "rang": rang}
            for rang, source in enumerate(x.sources, 1)
        ]
        session.execute(insert(_L), links)
    _remplacer(session, _I, avant.implantations, apres.implantations)
    _remplacer(session, _E, avant.evaluations, apres.evaluations)
    _remplacer(session, _D, avant.derogations, apres.derogations)
    left = sorted({x.id for x in avant.experiments} - {x.id for x in apres.experiments})
    session.execute(delete(_L).where(_L.c.experimentation.in_(left)))
    session.execute(delete(_X).where(_X.c.id.in_(left)))
    gone = {s.id for s in avant.sources} - {s.id for s in apres.sources}
    users = (_I.c.source, _E.c.source, _D.c.source, _D.c.source_suite, _L.c.source)
    used = or_(*(exists().where(column == _S.c.id) for column in users))
    session.execute(delete(_S).where(_S.c.id.in_(sorted(gone)), ~used))


def _ecrire_lignes(
    session: Session,
    table: Table,
    avant: Iterable[Source | Experiment],
    apres: Iterable[Source | Experiment],
) -> None:
    """Write the rows that changed; those that are new to the table are inserted."""
    known = set(avant)
    for record in apres:
        if record in known:
            continue
        row = records.to_row(record)
        there = session.execute(select(table.c.id).where(table.c.id == record.id)).first()
        if there:
            session.execute(update(table).where(table.c.id == record.id).values(**row))
        else:
            session.execute(insert(table).values(**row))


def _remplacer(
    session: Session,
    table: Table,
    avant: Iterable[Implantation | Evaluation | Derogation],
    apres: Iterable[Implantation | Evaluation | Derogation],
) -> None:
    before, after = set(avant), set(apres)
    for record in before - after:
        session.execute(delete(table).where(table.c.id == record.id))
    new: Any = sorted(after - before, key=lambda record: record.id)
    if table is _I:
        found = ((i, territoires.trouver(session, i.niveau, i.code)) for i in new)
        loading.write_implantations(
            session, ((i, place[1] if place else None) for i, place in found)
        )
    elif table is _D:
        loading.write_derogations(session, new)
    else:
        loading.write_catalogue(session, [], [], [], new)
