"""Rows of imports: written with what they bring, read again by each load, undone as a whole."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, text, update

from cartoexp.domain.experiments import Experiment
from cartoexp.domain.lots import Apport, Genre, Lot, Provenance
from cartoexp.store import records
from cartoexp.store.tables import (
    EvaluationRow,
    ExperimentRow,
    ExperimentSourceRow,
    ImplantationRow,
    LotEnregistrementRow,
    LotRow,
    RecodageRow,
    SourceRow,
)
from cartoexp.store.tables_derogations import DerogationRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

    from cartoexp.domain.lots import Ecart, Fiche
    from cartoexp.store.tables import Base

BATCH = 1_000
LOCK = 4_157_202_611
"""Any number, the same for all who change the catalogue."""


def _table(kind: type[Base]) -> Table:
    return cast("Table", kind.__table__)


_L, _E = _table(LotRow), _table(LotEnregistrementRow)
_I, _X, _S = _table(ImplantationRow), _table(ExperimentRow), _table(SourceRow)
_C, _V, _R = _table(ExperimentSourceRow), _table(EvaluationRow), _table(RecodageRow)
_D = _table(DerogationRow)
_RANKS = {genre.value: rank for rank, genre in enumerate(Genre)}


def verrouiller(session: Session) -> None:
    """Wait until nobody else changes the catalogue; held to the end of the transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
    else:  # SQLite has one writer: any writing statement waits for it
        session.execute(delete(_L).where(_L.c.id.is_(None)))


def inserer(session: Session, lot: Lot) -> None:
    """Insert a lot, without what it brings."""
    values = {name: getattr(lot, name) for name in _names(_L) if name != "comptes"}
    session.execute(insert(_L).values(**values, comptes=json.dumps(dict(lot.comptes))))


def inserer_apports(session: Session, apports: Iterable[Apport], ecarte: str | None = None) -> None:
    """Insert what lots bring; ``ecarte`` tells why they do not apply."""
    rows = ({**_row(apport), "ecarte": ecarte} for apport in apports)
    while batch := list(islice(rows, BATCH)):
        session.execute(insert(_E), batch)


def lister(session: Session, *, actifs: bool = False) -> list[Lot]:
    """Return every lot, or those that are not undone, in the order in which they came."""
    query = select(_L).order_by(_L.c.instant, _L.c.id)
    if actifs:
        query = query.where(_L.c.annule_le.is_(None))
    return [_lot(row) for row in session.execute(query).mappings()]


def apports(session: Session) -> Iterator[Apport]:
    """Yield what the lots in force bring, lot after lot, in the order of their kinds."""
    for lot in lister(session, actifs=True):
        for genre in Genre:
            query = select(_E).where(_E.c.lot == lot.id, _E.c.genre == genre.value)
            query = query.order_by(_E.c.ligne, _E.c.id).execution_options(yield_per=BATCH)
            for row in session.execute(query).mappings():
                yield _apport(row)


def ecarter(session: Session, ecarts: Sequence[Ecart]) -> None:
    """Say which records of the lots in force are not applied, and why; the others are."""
    active = select(_L.c.id).where(_L.c.annule_le.is_(None))
    known = _E.c.ecarte.is_not(None)
    session.execute(update(_E).where(_E.c.lot.in_(active), known).values(ecarte=None))
    if not ecarts:
        return
    keys = (_E.c.lot == bindparam("a_lot"), _E.c.genre == bindparam("a_genre"))
    statement = update(_E).where(*keys, _E.c.id == bindparam("a_id"))
    rows = [
        {"a_lot": lot, "a_genre": genre.value, "a_id": identifier, "raison": ecart.raison}
        for ecart in ecarts
        for lot, genre, identifier in (ecart.cle,)
    ]
    session.execute(statement.values(ecarte=bindparam("raison")), rows)


def compter(session: Session) -> dict[str, dict[str, int]]:
    """Return by lot its implantations, by why they are not applied (empty: they are)."""
    told = func.coalesce(_E.c.ecarte, "")
    query = select(_E.c.lot, told, func.count()).where(_E.c.genre == Genre.IMPLANTATION.value)
    found: dict[str, dict[str, int]] = {}
    for lot, raison, number in session.execute(query.group_by(_E.c.lot, told)):
        found.setdefault(lot, {})[raison] = number
    return found


def provenances(session: Session, experimentation: str) -> dict[str, Provenance]:
    """Return where the implantations of an experiment that were imported come from, by id."""
    query = (
        select(_I.c.id, _L.c.id, _L.c.fichier, _L.c.instant, _E.c.ligne)
        .join(_E, (_E.c.id == _I.c.id) & (_E.c.genre == Genre.IMPLANTATION.value))
        .join(_L, _L.c.id == _E.c.lot)
        .where(
            _I.c.experimentation == experimentation,
            _L.c.annule_le.is_(None),
            _E.c.ecarte.is_(None),
        )
    )
    return {row[0]: Provenance(*row[1:]) for row in session.execute(query)}


def experimentations(session: Session, lot: str) -> list[str]:
    """Return the experiments on which a lot bears as it is applied."""
    brought = _brought(lot, Genre.IMPLANTATION)
    query = select(_I.c.experimentation).where(_I.c.id.in_(brought)).distinct()
    return sorted(session.scalars(query))


def dependants(session: Session, lot: str) -> list[tuple[str, str | None]]:
    """Return (experiment, lot) pairs: the experiments of a lot on which something else rests.

    The lot is the one that rests on it, ``None`` when it is the catalogue itself.
    """
    mine, places = _brought(lot, Genre.EXPERIMENTATION), _brought(lot, Genre.IMPLANTATION)
    other = (_E.c.id == _I.c.id) & (_E.c.genre == Genre.IMPLANTATION.value) & (_E.c.lot != lot)
    active = _L.c.annule_le.is_(None) & _E.c.ecarte.is_(None)
    query = (
        select(_I.c.experimentation, _L.c.id)
        .outerjoin(_E, other)
        .outerjoin(_L, (_L.c.id == _E.c.lot) & active)
        .where(_I.c.experimentation.in_(mine), _I.c.id.not_in(places))
        .distinct()
    )
    rested = [(x, by) for x, by in session.execute(query)]
    for column in (_V.c.experimentation, _D.c.experimentation, _X.c.parent):
        rested += [(x, None) for x in session.scalars(select(column).where(column.in_(mine)))]
    return sorted(set(rested), key=str)


def annuler(session: Session, lot: str, instant: str) -> None:
    """Take back all that a lot brought; the lot itself is kept, as undone."""
    experiments = _brought(lot, Genre.EXPERIMENTATION)
    session.execute(delete(_I).where(_I.c.id.in_(_brought(lot, Genre.IMPLANTATION))))
    session.execute(delete(_R).where(_R.c.implantation.in_(_brought(lot, Genre.IMPLANTATION))))
    session.execute(delete(_C).where(_C.c.experimentation.in_(experiments)))
    session.execute(delete(_X).where(_X.c.id.in_(experiments)))
    session.execute(delete(_S).where(*_orphan_sources(lot)))
    session.execute(update(_L).where(_L.c.id == lot).values(annule_le=instant))


def _orphan_sources(lot: str) -> list[ColumnElement[bool]]:
    """Return what holds of the sources that came by lots only, this one too, and serve no more."""
    cited = _E.c.genre == Genre.SOURCE.value
    mine = select(_E.c.id).where(cited, _E.c.lot == lot)
    by_lots = select(_E.c.id).where(cited, _E.c.ecarte.is_(None))
    users = (_I.c.source, _V.c.source, _D.c.source, _D.c.source_suite, _C.c.source)
    used = or_(*(exists().where(column == _S.c.id) for column in users))
    return [_S.c.id.in_(mine), _S.c.id.in_(by_lots), ~used]


def _brought(lot: str, genre: Genre) -> Any:  # noqa: ANN401  a subquery, which has no public name
    return select(_E.c.id).where(_E.c.lot == lot, _E.c.genre == genre.value, _E.c.ecarte.is_(None))


def en_texte(fiche: Fiche) -> str:
    """Return a record as JSON; :func:`en_fiche` reads it back."""
    row = records.to_row(fiche)
    if isinstance(fiche, Experiment):
        row["sources"] = fiche.sources
    return json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False)


def en_fiche(genre: Genre, contenu: str) -> Fiche:
    """Return the record that :func:`en_texte` wrote; columns that came since are unknown."""
    told = json.loads(contenu)
    if genre is Genre.EXPERIMENTATION:
        sources = tuple(told.pop("sources"))
        return records.experiment(_whole(_X, told), sources)
    if genre is Genre.IMPLANTATION:
        return records.implantation(_whole(_I, told))
    return records.source(_whole(_S, told))


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _whole(table: Table, told: dict[str, Any]) -> dict[str, Any]:
    return {name: told.get(name) for name in _names(table)}


def _row(apport: Apport) -> dict[str, Any]:
    return {
        "lot": apport.lot,
        "genre": apport.genre.value,
        "id": apport.fiche.id,
        "ligne": apport.ligne,
        "contenu": en_texte(apport.fiche),
        "donne": json.dumps(dict(apport.donne)),
    }


def _apport(row: Any) -> Apport:  # noqa: ANN401  column values by name
    fiche = en_fiche(Genre(row["genre"]), row["contenu"])
    return Apport(fiche, row["ligne"], json.loads(row["donne"]), row["lot"])


def _lot(row: Any) -> Lot:  # noqa: ANN401  column values by name
    return Lot(**{**row, "comptes": json.loads(row["comptes"])})
