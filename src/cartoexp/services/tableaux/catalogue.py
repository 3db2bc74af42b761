"""The tables of the catalogue as they are: every row of every file, typed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.tables import DEROGATIONS, EVALUATIONS, EXPERIMENTS, LINKS, SOURCES
from cartoexp.services.sorties import Colonne, Table
from cartoexp.store import experiments as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.catalogue.tables import Table as Described
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.sorties import Notice
    from cartoexp.services.sorties.tables import Ligne

TABLES = (EXPERIMENTS, EVALUATIONS, DEROGATIONS, SOURCES, LINKS)
"""Implantations have a table of their own, with shapes."""


def table(service: ExperimentService, described: Described, notice: Notice) -> Table:
    """Return one of :data:`TABLES`, whole; a few hundred rows."""
    found = Table(
        described.name,
        described.title,
        [Colonne.of_catalogue(c) for c in described.columns],
        partial(_rows, service, described),
        notice,
    )
    return replace(found, cle="id") if described.keys[0] == ("id",) else found


def _rows(service: ExperimentService, described: Described) -> Sequence[Ligne]:
    names = [c.name for c in described.columns]
    with told_errors(), service.sessions() as session:
        return store.list_table(session, described.name, names)
