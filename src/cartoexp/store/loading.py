"""Writing of the reference and the catalogue: whole tables, inside the caller's transaction."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import shapely
from sqlalchemy import LargeBinary, Table, bindparam, delete, func, insert, inspect, select

from cartoexp.store import records
from cartoexp.store.tables import (
    SRID,
    Base,
    CleRow,
    CompteRow,
    CoucheEffaceeRow,
    CoucheRow,
    EvaluationRow,
    ExperimentRow,
    ExperimentSourceRow,
    ImplantationRow,
    LienCompteRow,
    LotEnregistrementRow,
    LotRow,
    MairieRow,
    MetaRow,
    RecodageRow,
    SessionCompteRow,
    SourceRow,
    SuiviRow,
    TerritoireRow,
    VueFigeeRow,
)
from cartoexp.store.tables_contributions import (
    ContributionMessageRow,
    ContributionRow,
    FicheVersionRow,
    JournalEcartRow,
    JournalRow,
)
from cartoexp.store.tables_derogations import DerogationRow
from cartoexp.store.tables_referentiel import DossierRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
    from cartoexp.domain.territoires import Territoire

BATCH = 1_000


REFERENCE_TABLES = (TerritoireRow.__table__, MairieRow.__table__)
LASTING_TABLES = (
    SuiviRow.__table__,
    VueFigeeRow.__table__,
    LotRow.__table__,
    LotEnregistrementRow.__table__,
    RecodageRow.__table__,
    CoucheRow.__table__,
    CoucheEffaceeRow.__table__,
    CompteRow.__table__,
    SessionCompteRow.__table__,
    LienCompteRow.__table__,
    ContributionRow.__table__,
    ContributionMessageRow.__table__,
    JournalRow.__table__,
    JournalEcartRow.__table__,
    FicheVersionRow.__table__,
    DossierRow.__table__,
    CleRow.__table__,
)
"""What a load never empties."""


def read_held(session: Session) -> dict[str, str]:
    """Return what is loaded, by name; nothing when the database has no table yet."""
    if not inspect(session.connection()).has_table(MetaRow.__tablename__):
        return {}
    return dict(session.execute(select(MetaRow.cle, MetaRow.valeur)).all())


def clear(session: Session, *, reference: bool) -> None:
    """Empty the tables of the catalogue, and those of the reference if asked, dependents first."""
    for table in reversed(Base.metadata.sorted_tables):
        if table not in LASTING_TABLES and (reference or table not in REFERENCE_TABLES):
            session.execute(delete(table))


def clear_reference(session: Session) -> None:
    """Empty the tables of the reference, and the implantations, which refer to it."""
    for kind in (ImplantationRow, TerritoireRow, MairieRow):
        session.execute(delete(kind))


def write_meta(session: Session, values: Mapping[str, str]) -> None:
    """Replace what is said to be loaded."""
    session.execute(delete(MetaRow))
    _insert(session, MetaRow, ({"cle": k, "valeur": v} for k, v in values.items()))


def write_territoires(
    session: Session, territoires: Iterable[tuple[Territoire, bytes | None]]
) -> None:
    """Insert territories with their outline (WKB, EPSG:4326)."""
    _insert(session, TerritoireRow, (_territoire(t, wkb) for t, wkb in territoires))


def write_mairies(session: Session, mairies: Iterable[Mapping[str, Any]]) -> None:
    """Insert contacts of mairies."""
    names = [column.name for column in MairieRow.__table__.columns]
    _insert(session, MairieRow, ({n: m.get(n) for n in names} for m in mairies))


def write_catalogue(
    session: Session,
    sources: Iterable[Source],
    experiments: Iterable[Experiment],
    implantations: Iterable[tuple[Implantation, tuple[float, float] | None]],
    evaluations: Iterable[Evaluation],
) -> None:
    """Insert the catalogue but its derogations.

    Each implantation comes with the centre (lon, lat) of its territory.
    """
    kept = list(experiments)
    _insert(session, SourceRow, map(records.to_row, sources))
    _insert(session, ExperimentRow, map(records.to_row, kept))
    links = (
        {"experimentation": x.id, "source": source, "rang": rang}
        for x in kept
        for rang, source in enumerate(x.sources, 1)
    )
    _insert(session, ExperimentSourceRow, links)
    write_implantations(session, implantations)
    _insert(session, EvaluationRow, map(records.to_row, evaluations))


def write_derogations(session: Session, derogations: Iterable[Derogation]) -> None:
    """Insert derogations."""
    _insert(session, DerogationRow, map(records.to_row, derogations))


def write_implantations(
    session: Session, implantations: Iterable[tuple[Implantation, tuple[float, float] | None]]
) -> None:
    """Insert implantations, each with the centre (lon, lat) of its territory."""
    rows = (
        {**records.to_row(i), "geom": shapely.Point(centre).wkb if centre else None}
        for i, centre in implantations
    )
    _insert(session, ImplantationRow, rows)


def _insert(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    table = kind.__table__
    assert isinstance(table, Table)  # noqa: S101  narrows FromClause for the type checker
    statement = insert(table)
    if "geom" in table.c and session.get_bind().dialect.name == "postgresql":
        shape = func.ST_GeomFromWKB(bindparam("geom", type_=LargeBinary), SRID)
        multi = kind is TerritoireRow
        statement = statement.values(geom=func.ST_Multi(shape) if multi else shape)
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        session.execute(statement, batch)


def _territoire(t: Territoire, wkb: bytes | None) -> dict[str, Any]:
    lon, lat = t.centre or (None, None)
    return {
        "niveau": t.niveau,
        "code": t.code,
        "nom": t.nom,
        "zone": t.zone,
        "population": t.population,
        "superficie_km2": t.superficie_km2,
        "siren": t.siren,
        "code_epci": t.code_epci,
        "code_ept": t.code_ept,
        "code_departement": t.code_departement,
        "code_region": t.code_region,
        "codes_postaux": records.SEPARATOR.join(t.codes_postaux),
        "centre_lon": lon,
        "centre_lat": lat,
        "geom": wkb,
    }
