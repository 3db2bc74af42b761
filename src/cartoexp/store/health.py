"""Counts of what the database holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cartoexp.domain.territoires import Niveau
from cartoexp.store.tables import EvaluationRow, ExperimentRow, ImplantationRow, TerritoireRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def count_territoires(session: Session) -> dict[Niveau, int]:
    """Return the number of territories by level."""
    table = TerritoireRow
    rows = session.execute(select(table.niveau, func.count()).group_by(table.niveau)).all()
    found = {Niveau(niveau): total for niveau, total in rows}
    return {niveau: found.get(niveau, 0) for niveau in Niveau}


def count_catalogue(session: Session) -> tuple[int, int, int]:
    """Return the numbers of experiments, implantations and evaluations."""
    tables = (ExperimentRow, ImplantationRow, EvaluationRow)
    counts = [select(func.count()).select_from(t).scalar_subquery() for t in tables]
    experiments, implantations, evaluations = session.execute(select(*counts)).one()
    return experiments, implantations, evaluations
