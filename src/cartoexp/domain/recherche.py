"""Search of territories by any part of their name: an index of letter groups.

Ranked: whole name, then beginning of the name, then beginning of a word, then anywhere; among
equals the most populous first, then by code.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

GRAM = 3
_ANYTHING: Callable[[int], object] = lambda _rank: True  # noqa: E731  a name for the default filter


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names in rank order (most populous first) with the ranks that hold each group of letters.

    ``names[rank]`` is folded; ``ids[rank]`` is the caller's number; ``sorted_names`` and
    ``sorted_ranks`` are aligned, in alphabetical order. ``postings[slice]`` are the ranks
    whose name holds a group of letters, with ``grams[group]`` as slice.
    """

    names: Sequence[str]
    ids: Sequence[int]
    grams: Mapping[str, slice]
    postings: NDArray[np.int32]
    sorted_names: Sequence[str]
    sorted_ranks: Sequence[int]

    @classmethod
    def build(cls, entries: Iterable[tuple[int, str, int, str]]) -> NameIndex:
        """Index (number, name, population, code) entries."""
        ordered = sorted(entries, key=lambda e: (-e[2], e[3], e[0]))
        names = [fold(name) for _, name, _, _ in ordered]
        alphabetical = sorted(range(len(names)), key=names.__getitem__)
        return cls(
            names,
            [e[0] for e in ordered],
            *_groups(names),
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
        rarest = slice(0, len(self.postings) + 1)
        for i in range(len(wanted) - GRAM + 1):
            found = self.grams.get(wanted[i : i + GRAM])
            if found is None:
                return []
            if found.stop - found.start < rarest.stop - rarest.start:
                rarest = found
        names = self.names
        return [rank for rank in self.postings[rarest].tolist() if wanted in names[rank]]

    def _beginning(self, wanted: str) -> list[int]:
        """Ranks whose name begins with one or two letters, in order."""
        low = bisect_left(self.sorted_names, wanted)
        high = bisect_left(self.sorted_names, wanted + "\uffff")
        return sorted(self.sorted_ranks[low:high])


def _groups(names: Sequence[str]) -> tuple[dict[str, slice], NDArray[np.int32]]:
    """Return where the ranks of each group of letters stand, and the ranks."""
    lengths = np.array([len(name) + 1 for name in names], dtype=np.int64)
    text = "".join(f"{name}\0" for name in names) + "\0\0"
    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    first, second, third = letters[:-2], letters[1:-1], letters[2:]
    # A group over the end of a name holds the separator, 0.
    whole = (first != 0) & (second != 0) & (third != 0)
    codes = first.astype(np.int64) << 16 | second.astype(np.int64) << 8 | third
    ranks = np.repeat(np.arange(len(names)), lengths)
    pairs = np.sort(codes[whole] << 32 | ranks[whole])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    starts = np.flatnonzero(np.diff(pairs >> 32, prepend=-1))
    grams = pairs[starts] >> 32
    stops = np.append(starts, len(pairs))[1:]
    bounds = zip(grams.tolist(), starts.tolist(), stops.tolist(), strict=True)
    slices = {code.to_bytes(GRAM, "big").decode("ascii"): slice(a, b) for code, a, b in bounds}
    return slices, (pairs & 0xFFFFFFFF).astype(np.int32)
