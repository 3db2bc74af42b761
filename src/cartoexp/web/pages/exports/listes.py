"""The list as files: one row an experiment, or one row an implantation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.services.listing import Tri
from cartoexp.services.tableaux import experimentations, implantations, provenance
from cartoexp.web import criteria
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.sorties import Notice, Table
    from cartoexp.web.context import Web

PATH, ORDER = "/experimentations", "tri"
EVERY = 1_000_000


def places(web: Web, asked: Mapping[str, Sequence[str]]) -> Table:
    """Return the implantations that match.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    filters, service = Filters.parse(asked), web.services.experiments
    kept = implantations.matching(service, filters)
    table = implantations.table(service, kept, _notice(web, filters, kept))
    return marked(table, [value for _, value in filters.pairs()])


def experiments(web: Web, asked: Mapping[str, Sequence[str]]) -> Table:
    """Return the experiments that match, in the order of the list.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    reader = Reader(asked)
    order = reader.choice(ORDER, Tri, Tri.IMPLANTATIONS)
    reader.raise_problems()
    filters, service = Filters.parse(asked, also=(ORDER,)), web.services.experiments
    kept = implantations.matching(service, filters)
    cards = service.list_page(filters, order, 0, EVERY).cards
    table = experimentations.table(cards, kept, _notice(web, filters, kept))
    return marked(table, [value for _, value in filters.pairs()])


def _notice(web: Web, filters: Filters, kept: implantations.Choisies) -> Notice:
    query = filters.query()
    return notice(
        web,
        f"{PATH}{'?' if query else ''}{query}",
        criteria.told(web.services.territoires, filters),
        [
            provenance.of_catalogue(kept.snapshot.meta),
            f"Centres\u00a0: {provenance.of_reference(web.services.reference.manifest)}",
        ],
        [provenance.INCOMPLETE, provenance.DATED, provenance.UNKNOWN],
    )
