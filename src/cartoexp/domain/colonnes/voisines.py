"""Columns that no header tells, recognised by what stands beside them.

A number from 1 to 95 may be anything; beside names that all are in the département of that number
it is one. Two decimals may be anything; when they are points of France, they are coordinates.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import contenu
from cartoexp.domain.colonnes.reconnue import Reconnue
from cartoexp.domain.colonnes.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cartoexp.domain.colonnes.connus import Connus

    Columns = Sequence[Sequence[str]]

NEEDED = 0.9
"""Share of the rows in which both columns have to agree."""
CONFIDENCE = 0.7
LOOKED_AT = 60
DECIMAL_COLUMNS = 6


def voisines(columns: Columns, kept: Mapping[Role, Reconnue], connus: Connus) -> Iterator[Reconnue]:
    """Yield the département beside names, or the coordinates of a file that has nothing else."""
    taken = {one.colonne for one in kept.values()}
    free = [i for i in range(len(columns)) if i not in taken]
    if Role.NOM in kept and not kept.keys() & {Role.CODE, Role.SIREN}:
        for one in _codes(columns, free, columns[kept[Role.NOM].colonne], connus):
            yield one
            return
    placed = kept.keys() & {Role.CODE, Role.CODE_POSTAL, Role.DEPARTEMENT, Role.SIREN}
    if Role.NOM in kept and not placed:
        yield from _departement(columns, free, columns[kept[Role.NOM].colonne], connus)
    if not kept.keys() & {*placed, Role.NOM, Role.LONGITUDE, Role.LATITUDE}:
        yield from _coordonnees(columns, free, connus)


def _codes(
    columns: Columns, free: Sequence[int], names: Sequence[str], connus: Connus
) -> Iterator[Reconnue]:
    """Short codes of départements and régions, that the names beside them confirm."""
    for i in free:
        if contenu.part(columns[i], connus.code) < NEEDED:
            continue
        pairs = _pairs(columns[i], names)
        if pairs and sum(connus.accord(c, n) for c, n in pairs) >= NEEDED * len(pairs):
            why = "les noms voisins sont de ces codes"
            yield Reconnue(Role.CODE, i, CONFIDENCE, why)
            return


def _departement(
    columns: Columns, free: Sequence[int], names: Sequence[str], connus: Connus
) -> Iterator[Reconnue]:
    for i in free:
        if contenu.part(columns[i], connus.departement) < NEEDED:
            continue
        pairs = _pairs(columns[i], names)
        agreeing = sum(connus.accord_departement(d, n) for d, n in pairs)
        if pairs and agreeing >= NEEDED * len(pairs):
            why = "les noms voisins sont de ces départements"
            yield Reconnue(Role.DEPARTEMENT, i, CONFIDENCE, why)
            return


def _coordonnees(columns: Columns, free: Sequence[int], connus: Connus) -> Iterator[Reconnue]:
    decimal = contenu.tests(connus)[Role.LONGITUDE]
    numbers = [i for i in free if contenu.part(columns[i], decimal) >= NEEDED]
    for lon, lat in permutations(numbers[:DECIMAL_COLUMNS], 2):
        pairs = _pairs(columns[lon], columns[lat])
        if pairs and sum(connus.point(x, y) for x, y in pairs) >= NEEDED * len(pairs):
            why = "ces deux colonnes sont des points de France"
            yield Reconnue(Role.LONGITUDE, lon, CONFIDENCE, why)
            yield Reconnue(Role.LATITUDE, lat, CONFIDENCE, why)
            return


def _pairs(one: Collection[str], other: Collection[str]) -> list[tuple[str, str]]:
    filled = [(a, b) for a, b in zip(one, other, strict=False) if a.strip() and b.strip()]
    return filled[:: max(1, len(filled) // LOOKED_AT)]
