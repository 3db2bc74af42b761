"""Blank rows between others, kept where the rows of a file have to be found again one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.store.lecture.enregistrements import Enregistrement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST = 10_000
"""Blank rows in a row that are kept: beyond, they are the rest of a sheet, not rows of a table."""


def remplie(cells: Sequence[str]) -> bool:
    """Tell whether a cell of a row holds something else than blanks."""
    first = cells[0] if cells else ""  # most often enough
    return bool(first and not first.isspace()) or any(c and not c.isspace() for c in cells)


def avec_vides(rows: Iterable[Enregistrement], *, feuille: bool) -> Iterator[Enregistrement]:
    """Yield filled rows, and the blank ones that stand between two of them.

    A sheet (``feuille``) does not write its blank rows: their numbers are missing. In a text, a
    line without any delimiter parts rows and is none.
    """
    held: list[Enregistrement] = []
    last = 0
    for row in rows:
        if not remplie(row.cellules):
            if last and len(row.cellules) > 1 and len(held) <= MOST:
                held.append(row)
            continue
        if feuille and last and row.numero - last <= MOST:
            held = [Enregistrement(n, []) for n in range(last + 1, row.numero)]
        if len(held) <= MOST:
            yield from held
        held.clear()
        yield row
        last = row.numero
