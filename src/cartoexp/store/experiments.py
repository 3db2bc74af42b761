"""Queries on the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Statut
from cartoexp.store import records
from cartoexp.store.tables import (
    EvaluationRow,
    ExperimentRow,
    ExperimentSourceRow,
    ImplantationRow,
    MetaRow,
    SourceRow,
)
from cartoexp.store.tables_derogations import DerogationRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source


class ImplantationKey(NamedTuple):
    """What filters and counts need of an implantation."""

    id: str
    experimentation: str
    niveau: Niveau
    code: str
    statut: Statut
    statut_date: PartialDate | None
    debut: int | None
    fin: int | None
    titre_local: str | None


_I, _X, _E = ImplantationRow.__table__, ExperimentRow.__table__, EvaluationRow.__table__


def read_meta(session: Session) -> dict[str, str]:
    """Return what is loaded, by name."""
    return dict(session.execute(select(MetaRow.cle, MetaRow.valeur)).all())


def list_keys(session: Session) -> list[ImplantationKey]:
    """Return the keys of every implantation, by experiment and id."""
    columns = [_I.c[name] for name in ImplantationKey._fields]
    rows = session.execute(select(*columns).order_by(_I.c.experimentation, _I.c.id))
    niveaux, statuts = {n.value: n for n in Niveau}, {s.value: s for s in Statut}
    dates: dict[str | None, PartialDate | None] = {None: None}
    keys = []
    for identifier, experimentation, niveau, code, statut, attested, *rest in rows:
        if attested not in dates:
            dates[attested] = PartialDate.parse(attested)
        keys.append(
            ImplantationKey(
                identifier,
                experimentation,
                niveaux[niveau],
                code,
                statuts[statut],
                dates[attested],
                *rest,
            )
        )
    return keys


def list_experiments(session: Session) -> list[Experiment]:
    """Return every experiment without its sources, by id."""
    rows = session.execute(select(_X).order_by(_X.c.id)).mappings()
    return [records.experiment(row) for row in rows]


def list_evaluations(session: Session, experimentation: str | None = None) -> list[Evaluation]:
    """Return the evaluations of one experiment or of all, the most recent first."""
    query = select(_E).order_by(_E.c.experimentation, _E.c.annee.desc().nulls_last(), _E.c.id)
    if experimentation is not None:
        query = query.where(_E.c.experimentation == experimentation)
    return [records.evaluation(row) for row in session.execute(query).mappings()]


def get_experiment(session: Session, identifier: str) -> Experiment | None:
    """Return one experiment with the ids of its sources, or ``None``."""
    row = session.execute(select(_X).where(_X.c.id == identifier)).mappings().first()
    if row is None:
        return None
    link = ExperimentSourceRow
    query = select(link.source).where(link.experimentation == identifier).order_by(link.rang)
    return records.experiment(row, tuple(session.scalars(query)))


def list_source_links(session: Session) -> list[tuple[str, str]]:
    """Return the (experiment, source) pairs of what the experiments themselves cite."""
    link = ExperimentSourceRow
    return [(x, s) for x, s in session.execute(select(link.experimentation, link.source))]


def list_implantations(
    session: Session, *, experimentation: str | None = None, ids: Sequence[str] | None = None
) -> list[Implantation]:
    """Return the implantations of one experiment, or those of the given ids, by id."""
    query = select(_I).order_by(_I.c.id)
    if experimentation is not None:
        query = query.where(_I.c.experimentation == experimentation)
    if ids is not None:
        query = query.where(_I.c.id.in_(ids))
    plain = [c for c in query.selected_columns if c.name != "geom"]
    rows = session.execute(query.with_only_columns(*plain)).mappings()
    return [records.implantation(row) for row in rows]


def remove_implantation(session: Session, identifier: str) -> None:
    """Delete an implantation; does nothing when there is none such."""
    session.execute(delete(ImplantationRow).where(_I.c.id == identifier))


def list_rows(
    session: Session, names: Sequence[str], ids: Sequence[str]
) -> Sequence[Sequence[Any]]:
    """Return columns of the implantations of the given ids as they are stored.

    They come by experiment and id, as :func:`list_keys` gives them.
    """
    columns = [_I.c[name] for name in names]
    query = select(*columns).where(_I.c.id.in_(ids)).order_by(_I.c.experimentation, _I.c.id)
    return session.execute(query).all()


_TABLES = {
    "experiments": (_X, ("id",)),
    "evaluations": (_E, ("id",)),
    "sources": (SourceRow.__table__, ("id",)),
    "derogations": (DerogationRow.__table__, ("id",)),
    "experimentations_sources": (ExperimentSourceRow.__table__, ("experimentation", "rang")),
}


def list_table(session: Session, name: str, columns: Sequence[str]) -> Sequence[Sequence[Any]]:
    """Return columns of a table of the catalogue as they are stored, by its key."""
    table, keys = _TABLES[name]
    query = select(*(table.c[c] for c in columns)).order_by(*(table.c[k] for k in keys))
    return session.execute(query).all()


def get_sources(session: Session, ids: Sequence[str]) -> dict[str, Source]:
    """Return sources by id."""
    table = SourceRow.__table__
    rows = session.execute(select(table).where(table.c.id.in_(ids))).mappings()
    return {row["id"]: records.source(row) for row in rows}


def list_sources(session: Session) -> dict[str, Source]:
    """Return every source by id."""
    rows = session.execute(select(SourceRow.__table__)).mappings()
    return {row["id"]: records.source(row) for row in rows}
