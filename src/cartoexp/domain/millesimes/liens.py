"""Which commune of one vintage became which of another: links, from what both tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.millesimes.etat import Millesime


@dataclass(frozen=True)
class Liens:
    """Links between the communes of two vintages.

    A commune that keeps its code is linked to itself; one that is gone, to where the newer vintage
    leads its code; one that has appeared, to where the older vintage led its code, for it was a
    part of that one.
    """

    ancien: Millesime
    nouveau: Millesime

    @cached_property
    def suites(self) -> Mapping[str, tuple[str, ...]]:
        """Communes of the newer vintage by commune of the older one, the same code first."""
        found: dict[str, list[str]] = defaultdict(list)
        for before, after in self._pairs:
            found[before].append(after)
        return {code: _same_first(code, found[code]) for code in self.ancien.communes}

    @cached_property
    def origines(self) -> Mapping[str, tuple[str, ...]]:
        """Communes of the older vintage by commune of the newer one, the same code first."""
        found: dict[str, list[str]] = defaultdict(list)
        for before, after in self._pairs:
            found[after].append(before)
        return {code: _same_first(code, found[code]) for code in self.nouveau.communes}

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        old, new = self.ancien, self.nouveau
        kept = {(code, code) for code in old.communes if code in new.communes}
        gone = {
            (code, new.passages[code])
            for code in old.communes
            if code not in new.communes and code in new.passages
        }
        appeared = {
            (old.passages[code], code)
            for code in new.communes
            if code not in old.communes and code in old.passages
        }
        return frozenset(kept | gone | appeared)


def _same_first(code: str, others: list[str]) -> tuple[str, ...]:
    return tuple(sorted(others, key=lambda other: (other != code, other)))
