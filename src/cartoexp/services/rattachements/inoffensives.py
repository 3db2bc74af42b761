"""Cells that a spreadsheet would run, in a CSV that is given back.

The file is the user's own, and its columns have to stay what they were, so that it can be joined
again: numbers with a sign, « @ville » of a network or « ="01004" » (the way to keep a zero) are
left alone. What would compute something is made a text by an apostrophe, and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.services.sorties.inoffensif import DANGEROUS, harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(
    r"=\"[^\"]*\"|[+-]?\s*[\d\s.,\u00a0\u202f]+(?:[eE][+-]?\d+)?\s*[%€°]?"
    r"|[@-]|[+-] ?[^\W\d][^(!|]*|@\w+"
)


@dataclass(slots=True)
class Inoffensives:
    """Makes cells harmless and counts those it changed."""

    changees: int = 0

    def cellules(self, row: Sequence[str]) -> Sequence[str]:
        """Return the cells of a row, most often the very same."""
        for cell in row:
            if cell.startswith(DANGEROUS) and not _PLAIN.fullmatch(cell):
                return [self._cellule(c) for c in row]
        return row

    def _cellule(self, cell: str) -> str:
        if not cell.startswith(DANGEROUS) or _PLAIN.fullmatch(cell):
            return cell
        self.changees += 1
        return harmless(cell)

    def remarques(self) -> tuple[str, ...]:
        """Return what was done, in French; nothing when nothing was."""
        if not self.changees:
            return ()
        told = count(self.changees, "cellule")
        return (f"{told} qu’un tableur aurait calculée\u00a0: une apostrophe la précède.",)
