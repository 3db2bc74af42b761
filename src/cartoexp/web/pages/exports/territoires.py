"""The territories of a level with their experiments counted, those of the map in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire

COLUMNS = (
    "niveau",
    "code",
    "nom",
    "zone",
    "code_departement",
    "code_region",
    "population",
    "experimentations",
)


def rows(
    every: Iterable[Territoire], counts: Mapping[str, int], filters: Filters
) -> Iterator[list[str | int | None]]:
    """Yield the territories by code, zero included; those outside the territory asked are left out.

    A territory outside it is kept when it holds an experiment that was counted.
    """
    for t in every:
        n = counts.get(t.code, 0)
        if n or _inside(t, filters):
            place = (t.zone.value, t.code_departement, t.code_region)
            yield [t.niveau.value, t.code, t.nom, *place, t.population, n]


def _inside(t: Territoire, filters: Filters) -> bool:
    own = {t.niveau: t.code}
    held = (
        (filters.region, t.code_region or own.get(Niveau.REGION)),
        (filters.departement, t.code_departement or own.get(Niveau.DEPARTEMENT)),
        (filters.epci, t.code_epci or own.get(Niveau.EPCI)),
    )
    return all(wanted is None or wanted == code for wanted, code in held)
