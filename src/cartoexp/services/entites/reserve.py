"""Pieces of answers that are written once, whichever process writes them first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from cartoexp.services.partage import Verrou, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 8
"""Bytes of a number."""
SHIFT = 28
LENGTH = (1 << SHIFT) - 1
"""A place is one number, so that it is seen whole or not at all: its start, then its length."""


class Pieces(Protocol):
    """Pieces by row."""

    def several(self, rows: Sequence[int]) -> list[bytes | None]:
        """Return pieces, ``None`` for those that nobody has written yet."""

    def put(self, pieces: Iterable[tuple[int, bytes]]) -> None:
        """Keep pieces."""


class Reserve:
    """Pieces in memory that processes share when they are forked after it was made.

    It takes memory as it fills; what no longer fits is not kept.
    """

    def __init__(self, rows: int, size: int) -> None:
        """Make room for ``rows`` pieces of ``size`` bytes in all."""
        self._verrou, self._size = Verrou(), size
        self._data = shared(size)
        self._places = memoryview(shared(WIDTH * (rows + 1))).cast("Q")
        self._end = rows  # after the last place stands where the next piece goes

    def several(self, rows: Sequence[int]) -> list[bytes | None]:
        """Return pieces, ``None`` for those that nobody has written yet."""
        places = np.frombuffer(self._places, dtype=np.uint64)[np.array(rows, dtype=np.intp)]
        starts = places >> SHIFT
        bounds = zip(starts.tolist(), (starts + (places & LENGTH)).tolist(), strict=True)
        data = self._data
        return [data[start:end] or None for start, end in bounds]

    def put(self, pieces: Iterable[tuple[int, bytes]]) -> None:
        """Keep pieces; one that another process has kept meanwhile is left as it is."""
        places = []
        with self._verrou.held():
            for row, piece in pieces:
                start = self._places[self._end]
                if self._places[row] or start + len(piece) > self._size:
                    continue
                self._data[start : start + len(piece)] = piece
                self._places[self._end] = start + len(piece)
                places.append((row, start << SHIFT | len(piece)))
        # Held again: what was written above is then seen by all before its place is.
        with self._verrou.held():
            for row, place in places:
                self._places[row] = place


class Own(dict[int, bytes]):
    """Pieces of one process, for what changes with the catalogue."""

    def several(self, rows: Sequence[int]) -> list[bytes | None]:
        """Return pieces, ``None`` for those that are not written yet."""
        return list(map(self.get, rows))

    def put(self, pieces: Iterable[tuple[int, bytes]]) -> None:
        """Keep pieces."""
        self.update(pieces)
