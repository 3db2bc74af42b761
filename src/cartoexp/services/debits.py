"""Use case: hold every address to a rate, all the processes of a server together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cartoexp.services.partage import Verrou, shared

if TYPE_CHECKING:
    from cartoexp.domain.debit import Debit, Verdict

ROWS, WAYS = 1 << 14, 4
"""A name has a row to itself and to others, and any of its places: 65,536 of them, 1 MiB."""
WIDTH = 8
"""Bytes of a number."""
_MASK = (1 << 64) - 1


class Debits:
    """What each name has left of one rate.

    Built before the processes are forked: they then read and write the same memory, and share
    the secret by which ``hash`` numbers a name. Where more names ask at once than there are
    places, the one that has most left is forgotten.
    """

    def __init__(self, debit: Debit) -> None:
        """Make an empty table for a rate."""
        self.debit = debit
        self._verrou = Verrou()
        self._names = memoryview(shared(ROWS * WAYS * WIDTH)).cast("Q")
        self._full = memoryview(shared(ROWS * WAYS * WIDTH)).cast("d")

    def take(self, name: str, now: float | None = None) -> Verdict:
        """Take one request for a name; ``now`` is a time of the monotonic clock (seconds)."""
        number = hash(name) & _MASK or 1  # a place of which nobody is the name holds 0
        low = number % ROWS * WAYS
        with self._verrou.held():
            at = time.monotonic() if now is None else now
            place = self._place(number, low)
            mine = self._names[place] == number
            full, verdict = self.debit.take(self._full[place] if mine else 0.0, at)
            self._names[place], self._full[place] = number, full
        return verdict

    def _place(self, number: int, low: int) -> int:
        places = range(low, low + WAYS)
        for place in places:
            if self._names[place] == number:
                return place
        return min(places, key=self._full.__getitem__)
