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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    ``sorted_ranks`` are aligned, in alphabetical order. ``grams[letters]`` tells, for each group
    of four letters, (how many names hold it, the place of the first of their ranks in
    ``postings``); the end of a name closes its last group of three. The groups that begin with
    the same three letters follow each other: ``threes[letters]`` tells where, in the same way.
    """

    names: Sequence[str]
    ids: Sequence[int]
    grams: Mapping[str, tuple[int, int]]
    threes: Mapping[str, tuple[int, int]]
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
        if len(wanted) == SHORTEST:
            many, first = self.threes.get(wanted, (0, 0))
            several: list[int] = np.unique(self.postings[first : first + many]).tolist()
            return several
        grams, names = self.grams, self.names
        try:
            many, first = min([grams[wanted[i : i + GRAM]] for i in range(len(wanted) - GRAM + 1)])
        except (KeyError, ValueError):  # a group that no name holds; a text too short for a group
            return ()
        ranks = self.postings[first : first + many].tolist()
        return [rank for rank in ranks if wanted in names[rank]]


def _index(
    names: Sequence[str],
) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]], NDArray[np.int32]]:
    """Return where the ranks of each group of letters stand, four then three, and the ranks."""
    lengths = np.array([len(name) + 1 for name in names], dtype=np.int64)
    text = "".join(f"{name}\0" for name in names) + "\0\0\0"
    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    first, second, third, fourth = letters[:-3], letters[1:-2], letters[2:-1], letters[3:]
    # Three letters of one name, then a fourth or the end of the name (0).
    whole = (first != 0) & (second != 0) & (third != 0)
    codes = first.astype(np.int64) << 24 | second.astype(np.int64) << 16
    codes |= third.astype(np.int64) << 8 | fourth
    ranks = np.repeat(np.arange(len(names)), lengths)
    pairs = np.sort(codes[whole] << 32 | ranks[whole])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    postings = (pairs & 0xFFFFFFFF).astype(np.int32)
    return _places(pairs >> 32, GRAM), _places(pairs >> 40, SHORTEST), postings


def _places(groups: NDArray[np.int64], letters: int) -> dict[str, tuple[int, int]]:
    """Return (how many, the first's place) of each group in a sorted array of groups."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    counts = np.diff(starts, append=len(groups))
    spans = zip(groups[starts].tolist(), counts.tolist(), starts.tolist(), strict=True)
    return {code.to_bytes(letters, "big").decode("ascii"): (n, at) for code, n, at in spans}
