"""Use case: the filtered list of experiments, with its counts; facts of one page only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.selection import UNKNOWN_YEAR, Columns, select
from cartoexp.domain.statuts import DerivedStatut, Periode
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import Statut
from cartoexp.services.snapshot import Snapshot, number_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.experiments import Experiment
    from cartoexp.domain.filters import Filters

NO_YEAR = 9_999


class Tri(StrEnum):
    """Order of the list; ties by title, then by id."""

    IMPLANTATIONS = "implantations"
    TITRE = "titre"
    ATTESTATION = "attestation"
    DEBUT = "debut"

    @property
    def label(self) -> str:
        """French label."""
        return {
            Tri.IMPLANTATIONS: "Nombre d’implantations",
            Tri.TITRE: "Titre",
            Tri.ATTESTATION: "Attestation la plus récente",
            Tri.DEBUT: "Début le plus récent",
        }[self]


class TriLieux(StrEnum):
    """Order of a list of implantations; ties by experiment, then by id."""

    EXPERIMENTATION = "experimentation"
    NOM = "nom"
    DEBUT = "debut"
    ATTESTATION = "attestation"


@dataclass(frozen=True, slots=True)
class Card:
    """An experiment in a list; all but ``total`` speak of the implantations that match."""

    experiment: Experiment
    implantations: int
    total: int
    statut: DerivedStatut
    periode: Periode


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of experiments and the counts of the whole answer.

    ``ecartees_sans_date`` counts the implantations left out only because their first year is
    unknown.
    """

    cards: Sequence[Card]
    experimentations: int
    implantations: int
    territoires: int
    experimentations_catalogue: int
    implantations_catalogue: int
    ecartees_sans_date: int


def list_page(
    snapshot: Snapshot,
    filters: Filters,
    tri: Tri,
    offset: int,
    limit: int,
    *,
    places: NDArray[np.bool_] | None = None,
) -> Listing:
    """Return one page of the experiments that match, only at some places (a mask, p) if given."""
    columns = snapshot.columns
    mask = select(columns, filters)
    if places is not None:
        mask = mask & places[columns.place]
    counts = np.bincount(columns.experiment[mask], minlength=len(snapshot.experiments))
    found = np.flatnonzero(counts)
    ordered = _ordered(snapshot, mask, counts, found, tri)
    return Listing(
        cards=_cards(snapshot, mask, counts, ordered[offset : offset + limit]),
        experimentations=len(found),
        implantations=int(mask.sum()),
        territoires=int(np.count_nonzero(np.bincount(columns.place[mask]))),
        experimentations_catalogue=len(snapshot.experiments),
        implantations_catalogue=len(columns),
        ecartees_sans_date=_undated(columns, filters),
    )


def order_places(
    snapshot: Snapshot, rows: NDArray[np.integer], tri: TriLieux
) -> NDArray[np.integer]:
    """Return rows of implantations in another order; the sort is stable."""
    columns = snapshot.columns
    if tri is TriLieux.EXPERIMENTATION:
        return rows
    if tri is TriLieux.NOM:
        names = sorted(range(len(snapshot.places)), key=lambda i: fold(snapshot.places[i].nom))
        key = np.argsort(names)[columns.place[rows]]
    else:
        values = columns.debut if tri is TriLieux.DEBUT else columns.attestation
        key = -values[rows].astype(np.int64)
    return rows[np.argsort(key, kind="stable")]


def _undated(columns: Columns, filters: Filters) -> int:
    if not filters.annee:
        return 0
    without_years = select(columns, filters.without("annee"))
    return int((without_years & (columns.debut == UNKNOWN_YEAR)).sum())


def _ordered(
    snapshot: Snapshot,
    mask: NDArray[np.bool_],
    counts: NDArray[np.integer],
    found: NDArray[np.integer],
    tri: Tri,
) -> list[int]:
    columns = snapshot.columns
    key = np.zeros(len(counts), dtype=np.int64)
    if tri is Tri.IMPLANTATIONS:
        key -= counts
    elif tri is not Tri.TITRE:
        values = columns.attestation if tri is Tri.ATTESTATION else columns.debut
        np.minimum.at(key, columns.experiment[mask], -values[mask].astype(np.int64))
    order: list[int] = found[np.lexsort((snapshot.titles[found], key[found]))].tolist()
    return order


def _cards(
    snapshot: Snapshot,
    mask: NDArray[np.bool_],
    counts: NDArray[np.integer],
    positions: Sequence[int],
) -> list[Card]:
    columns = snapshot.columns
    statuts = list(Statut)
    cards = []
    bounds = np.searchsorted(columns.experiment, [*positions, *(p + 1 for p in positions)])
    for rank, position in enumerate(positions):
        low, high = bounds[rank], bounds[rank + len(positions)]
        rows = np.flatnonzero(mask[low:high]) + low
        tally = np.bincount(columns.statut[rows], minlength=len(statuts))
        order = sorted(np.flatnonzero(tally).tolist(), key=lambda s: (-tally[s], s))
        derived = DerivedStatut(
            statuts[order[0]] if len(order) == 1 else None,
            tuple((statuts[s], int(tally[s])) for s in order),
            number_date(int(columns.attestation[rows].max())),
        )
        cards.append(
            Card(
                snapshot.experiments[position],
                int(counts[position]),
                int(high - low),
                derived,
                _periode(columns, rows),
            )
        )
    return cards


def _periode(columns: Columns, rows: NDArray[np.integer]) -> Periode:
    debut, fin = columns.debut[rows], columns.fin_dite[rows]
    starts, ends = debut[debut > UNKNOWN_YEAR], fin[fin > UNKNOWN_YEAR]
    return Periode(
        int(starts.min()) if len(starts) else None,
        int(ends.max()) if len(ends) else None,
        len(rows) - len(starts),
        len(rows) - len(ends),
    )
