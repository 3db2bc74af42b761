"""Memory that processes share when they are forked after it was made, and the lock around it."""

from __future__ import annotations

import fcntl
import os
import tempfile
import weakref
from contextlib import contextmanager
from mmap import mmap
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def shared(size: int) -> mmap:
    """Return ``size`` bytes, all zero; a page of them takes memory once it is written."""
    return mmap(-1, size)


class Verrou:
    """Holds off the other threads and the other processes.

    The system lets go of what a process held when it dies, however it dies.
    """

    def __init__(self) -> None:
        """Make the lock; it works in every process that is forked later."""
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._threads = Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
