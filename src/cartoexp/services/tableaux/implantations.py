"""Implantations as they are stored, one a row, with title and themes of their experiment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.catalogue.tables import EXPERIMENTS, IMPLANTATIONS
from cartoexp.domain.errors import CatalogueReplacedError
from cartoexp.domain.selection import select
from cartoexp.services.sorties import Colonne, Forme, Formes, Table
from cartoexp.services.tableaux.formes import CENTRES, place
from cartoexp.store import experiments as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.filters import Filters
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.services.sorties import Notice, Valeur

BATCH = 2_000
"""Rows of one query: the connection goes back between two, however slow the one who reads."""
OWN = tuple(c.name for c in IMPLANTATIONS.columns)
BORROWED = ("titre", "themes")
"""Columns of ``experiments.csv``, set after the name of the experiment."""
AFTER = OWN.index("experimentation") + 1


@dataclass(frozen=True, slots=True)
class Choisies:
    """Implantations of one version of the catalogue: rows of its snapshot, in its order."""

    snapshot: Snapshot
    rows: NDArray[np.intp]


def matching(service: ExperimentService, filters: Filters) -> Choisies:
    """Return the implantations that match, by experiment then id.

    Raises:
        InvalidParametersError: for a territory that does not exist.
    """
    snapshot = service.snapshot()
    return Choisies(snapshot, np.flatnonzero(select(snapshot.columns, service.check(filters))))


def of_experiment(service: ExperimentService, identifier: str) -> Choisies:
    """Return the implantations of an experiment that is known to exist."""
    snapshot = service.snapshot()
    number = snapshot.positions[identifier]
    return Choisies(snapshot, np.flatnonzero(snapshot.columns.experiment == number))


def table(service: ExperimentService, kept: Choisies, notice: Notice) -> Table:
    """Return implantations as a table; points are the centres of their territories."""
    own = [Colonne.of_catalogue(c) for c in IMPLANTATIONS.columns]
    borrowed = [Colonne.of_catalogue(c) for c in EXPERIMENTS.columns if c.name in BORROWED]
    return Table(
        "implantations",
        "Implantations",
        [*own[:AFTER], *borrowed, *own[AFTER:]],
        partial(_rows, service, kept),
        notice,
        Formes(Forme.POINT, CENTRES, partial(_places, kept)),
        cle="id",
    )


def _places(kept: Choisies) -> Iterator[bytes | None]:
    shapes = [place(t) for t in kept.snapshot.places]
    return (shapes[i] for i in kept.snapshot.columns.place[kept.rows])


def _rows(service: ExperimentService, kept: Choisies) -> Iterator[Sequence[Valeur]]:
    """Yield the rows; a publication in between is told, never mixed in.

    Raises:
        CatalogueReplacedError: when what is loaded has changed since the first row.
        DatabaseUnavailableError: when the database does not answer.
    """
    snapshot = kept.snapshot
    lent = {x.id: (x.titre, LIST_SEPARATOR.join(x.themes)) for x in snapshot.experiments}
    for start in range(0, len(kept.rows), BATCH):
        ids = [snapshot.keys[row].id for row in kept.rows[start : start + BATCH].tolist()]
        with told_errors(), service.sessions() as session:
            if store.read_meta(session) != snapshot.meta:
                raise CatalogueReplacedError
            found = store.list_rows(session, OWN, ids)
        for row in found:
            yield (*row[:AFTER], *lent[row[AFTER - 1]], *row[AFTER:])
