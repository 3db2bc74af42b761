"""Search of territories by any part of their name: an index of letter groups, pure Python.

Ranked: whole name, then beginning of the name, then beginning of a word, then anywhere; among
equals the most populous first, then by code.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

GRAM = 3
_ANYTHING: Callable[[int], object] = lambda _rank: True  # noqa: E731  a name for the default filter


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names in rank order (most populous first) with the ranks that hold each group of letters.

    ``names[rank]`` is folded; ``ids[rank]`` is the caller's number; ``sorted_names`` and
    ``sorted_ranks`` are aligned, in alphabetical order.
    """

    names: Sequence[str]
    ids: Sequence[int]
    grams: dict[str, array[int]]
    sorted_names: Sequence[str]
    sorted_ranks: Sequence[int]

    @classmethod
    def build(cls, entries: Iterable[tuple[int, str, int, str]]) -> NameIndex:
        """Index (number, name, population, code) entries."""
        ordered = sorted(entries, key=lambda e: (-e[2], e[3], e[0]))
        names = [fold(name) for _, name, _, _ in ordered]
        grams: dict[str, array[int]] = defaultdict(lambda: array("i"))
        for rank, name in enumerate(names):
            for gram in {name[i : i + GRAM] for i in range(max(1, len(name) - GRAM + 1))}:
                grams[gram].append(rank)
        alphabetical = sorted(range(len(names)), key=names.__getitem__)
        return cls(
            names,
            [e[0] for e in ordered],
            dict(grams),
            [names[r] for r in alphabetical],
            alphabetical,
        )

    def search(
        self, text: str, limit: int, accept: Callable[[int], object] = _ANYTHING
    ) -> list[int]:
        """Return at most ``limit`` numbers whose names hold ``text`` and that ``accept`` keeps."""
        best = [number for group in self.matches(text, accept) for number in group]
        return best[: max(limit, 0)]

    def matches(
        self, text: str, accept: Callable[[int], object] = _ANYTHING
    ) -> tuple[list[int], ...]:
        """Return all numbers in four groups: whole name, beginning, beginning of a word, inside."""
        wanted = fold(text)
        groups: tuple[list[int], ...] = ([], [], [], [])
        if not wanted:
            return groups
        ranks = self._containing(wanted) if len(wanted) >= GRAM else self._beginning(wanted)
        inside = f" {wanted}"
        for rank in ranks:
            number = self.ids[rank]
            if not accept(number):
                continue
            name = self.names[rank]
            if name.startswith(wanted):
                groups[0 if name == wanted else 1].append(number)
            else:
                groups[2 if inside in name else 3].append(number)
        return groups

    def _containing(self, wanted: str) -> list[int]:
        """Ranks whose name holds ``wanted``, in order: the rarest group decides, then a look."""
        rarest: array[int] | None = None
        for i in range(len(wanted) - GRAM + 1):
            posting = self.grams.get(wanted[i : i + GRAM])
            if posting is None:
                return []
            if rarest is None or len(posting) < len(rarest):
                rarest = posting
        names = self.names
        return [rank for rank in rarest or () if wanted in names[rank]]

    def _beginning(self, wanted: str) -> list[int]:
        """Ranks whose name begins with one or two letters, in order."""
        low = bisect_left(self.sorted_names, wanted)
        high = bisect_left(self.sorted_names, wanted + "\uffff")
        return sorted(self.sorted_ranks[low:high])
