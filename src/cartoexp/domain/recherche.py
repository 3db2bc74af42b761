"""Search of territories by any part of their name: an index of letter groups.

Ranked: whole name, then beginning of the name, then beginning of a word, then anywhere; among
equals the most populous first, then by code.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

GRAM = 4
SHORTEST = 3
_LAST = "\x7f"
"""After every letter of a folded name."""
_ANYTHING: Callable[[int], object] = lambda _rank: True  # noqa: E731  a name for the default filter


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names in rank order (most populous first) with the ranks that hold each group of letters.

    ``names[rank]`` is folded; ``ids[rank]`` is the caller's number; ``sorted_names`` and
    ``sorted_ranks`` are aligned, in alphabetical order. ``grams`` are the groups of four letters,
    as sorted numbers; the ranks of the names that hold ``grams[i]`` are
    ``postings[starts[i] : starts[i + 1]]``. The end of a name closes its last group of three.
    """

    names: Sequence[str]
    ids: Sequence[int]
    grams: NDArray[np.int64]
    starts: NDArray[np.int32]
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
            *_index(names),
            [names[r] for r in alphabetical],
            alphabetical,
        )

    def search(
        self, text: str, limit: int, accept: Callable[[int], object] = _ANYTHING
    ) -> list[int]:
        """Return at most ``limit`` numbers whose names hold ``text`` and that ``accept`` keeps."""
        ranks = chain.from_iterable(self._groups(fold(text)))
        numbers = (number for rank in ranks if accept(number := self.ids[rank]))
        return list(islice(numbers, max(limit, 0)))

    def matches(
        self, text: str, accept: Callable[[int], object] = _ANYTHING
    ) -> tuple[list[int], ...]:
        """Return all numbers in four groups: whole name, beginning, beginning of a word, inside."""
        return tuple(
            [number for rank in ranks if accept(number := self.ids[rank])]
            for ranks in self._groups(fold(text))
        )

    def _groups(self, wanted: str) -> Iterator[Iterable[int]]:
        """Yield the ranks of each group, in order; whoever has enough does not ask for the next."""
        names = self.sorted_names
        low = bisect_left(names, wanted) if wanted else len(names)
        if low < len(names) and names[low].startswith(wanted):
            middle = bisect_right(names, wanted, low)
            yield sorted(self.sorted_ranks[low:middle])
            high = bisect_left(names, f"{wanted}{_LAST}", middle)
            yield sorted(self.sorted_ranks[middle:high])
        else:
            yield from ((), ())
        inside: list[int] = []
        yield self._beginning_words(wanted, inside)
        yield inside

    def _beginning_words(self, wanted: str, others: list[int]) -> Iterator[int]:
        """Yield the ranks of names in which a word but the first begins so; fill ``others``."""
        word = f" {wanted}"
        for rank in self._containing(wanted):
            name = self.names[rank]
            if name.startswith(wanted):
                continue
            if word in name:
                yield rank
            else:
                others.append(rank)

    def _containing(self, wanted: str) -> Iterable[int]:
        """Ranks whose name holds ``wanted``, in order: the rarest group decides, then a look."""
        codes = _codes(wanted)
        if not codes:
            return ()
        if len(wanted) == SHORTEST:
            # The groups that begin with the same three letters follow each other.
            low, high = self.grams.searchsorted([codes[0], codes[0] + (1 << 8)])
            several: list[int] = np.unique(
                self.postings[self.starts[low] : self.starts[high]]
            ).tolist()
            return several
        places = self.grams.searchsorted(codes)
        if self.grams[places].tolist() != codes:
            return ()
        firsts, ends = self.starts[places], self.starts[places + 1]
        rarest = (ends - firsts).argmin()
        names = self.names
        ranks = self.postings[firsts[rarest] : ends[rarest]].tolist()
        return [rank for rank in ranks if wanted in names[rank]]


def _index(
    names: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the groups of letters, where the ranks of each begin, and the ranks."""
    lengths = np.array([len(name) + 1 for name in names], dtype=np.int64)
    letters = np.frombuffer("".join(f"{name}\0" for name in names).encode("ascii"), dtype=np.uint8)
    codes = _groups_of(np.append(letters, np.zeros(GRAM, dtype=np.uint8)))[:-1]
    # Three letters of one name, then a fourth or the end of the name (0).
    whole = ((codes & 0xFF00_0000) != 0) & ((codes & 0xFF_0000) != 0) & ((codes & 0xFF00) != 0)
    ranks = np.repeat(np.arange(len(names)), lengths)
    pairs = np.sort(codes[whole] << 32 | ranks[whole])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    grams, starts = np.unique(pairs >> 32, return_index=True)
    ends = np.append(starts, len(pairs)).astype(np.int32)
    # A group after all others: what is looked for beyond the last is not found there.
    return np.append(grams, np.iinfo(np.int64).max), ends, (pairs & 0xFFFFFFFF).astype(np.int32)


def _codes(wanted: str) -> list[int]:
    """Return the groups of letters that names have to hold: none for a text that is too short."""
    if len(wanted) < SHORTEST or not wanted.isascii():
        return []
    letters = wanted.ljust(GRAM, "\0").encode("ascii")
    return [int.from_bytes(letters[i : i + GRAM], "big") for i in range(len(letters) - GRAM + 1)]


def _groups_of(letters: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return each group of four letters that follow each other as a number, the first ahead."""
    four = np.lib.stride_tricks.sliding_window_view(letters, GRAM).astype(np.int64)
    numbers: NDArray[np.int64] = four @ np.array([1 << 24, 1 << 16, 1 << 8, 1], dtype=np.int64)
    return numbers
