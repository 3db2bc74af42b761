"""The territories of a level with their experiments counted: the map in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.tableaux import provenance, territoires
from cartoexp.web import criteria
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.sorties import Table
    from cartoexp.web.context import Web

LEVEL = "niveau"


def counts(web: Web, asked: Mapping[str, Sequence[str]]) -> Table:
    """Return the territories of a level and their counts, zero included.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    services = web.services
    level, filters = read_level(asked)
    found = services.experiments.counts(filters, level.niveau).experimentations
    meta = services.experiments.snapshot().meta
    told = notice(
        web,
        f"/?{urlencode([(LEVEL, level.value), *filters.pairs()], safe=',')}",
        criteria.told(services.territoires, filters),
        [
            provenance.of_catalogue(meta),
            provenance.of_reference(services.reference.manifest),
        ],
        [provenance.INCOMPLETE, provenance.UNKNOWN],
    )
    table = territoires.counted(services, level.niveau, found, filters, told)
    return marked(table, [level.value, *(value for _, value in filters.pairs())])


def read_level(asked: Mapping[str, Sequence[str]]) -> tuple[NiveauCarte, Filters]:
    """Return the level that is counted, as on the map, and the filters.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    reader = Reader(asked)
    level = reader.choice(LEVEL, NiveauCarte, NiveauCarte.DEPARTEMENT)
    reader.raise_problems()
    return level, Filters.parse({k: v for k, v in asked.items() if k != LEVEL})
