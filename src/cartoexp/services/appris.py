"""What was learnt once is known to all: the models of the essaimage, by worker and between them.

A fit takes a fifth of a second, a file of what it leaves a millisecond. The folder is made before
the workers are forked and goes with the server, so that nothing stale is ever read.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from cartoexp.domain.essaimage import Appris

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = 8
"""Models in memory: 0.3 MB each for the communes."""
MOST_FILES = 500
"""Files of the folder: 150 MB at most."""


@dataclass(repr=False)
class Memoire:
    """Models by key, the last ones in memory, more of them in files that all workers read."""

    _kept: OrderedDict[bytes, Appris] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    folder: Path | None = None

    def share(self) -> None:
        """Make the folder, before the workers are forked; the process that made it removes it."""
        if self.folder is None:
            self.folder = Path(mkdtemp(prefix="cartoexp-modeles-"))
            atexit.register(_remove, self.folder, os.getpid())

    def get(self, key: bytes, learn: Callable[[], Appris]) -> Appris:
        """Return what was learnt under a key, else learn it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        path = self._path(key)
        found = _read(path)
        if found is None:
            found = learn()
            self._write(path, found)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _path(self, key: bytes) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{sha256(key).hexdigest()}.npz"

    def _write(self, path: Path | None, appris: Appris) -> None:
        """Write a file whole or not at all; a full disk costs time, never an answer."""
        if path is None:
            return
        with suppress(OSError):
            others = sorted(path.parent.glob("*.npz"), key=lambda p: p.stat().st_mtime)
            for old in others[: max(0, len(others) - MOST_FILES + 1)]:
                old.unlink(missing_ok=True)
            begun = path.with_suffix(f".{os.getpid()}")
            with begun.open("wb") as file:
                np.savez(
                    file,
                    coefficients=appris.coefficients,
                    hessian=appris.hessian,
                    manques=appris.manques,
                )
            begun.replace(path)


def _read(path: Path | None) -> Appris | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return Appris(held["coefficients"], held["hessian"], held["manques"])
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
