"""What was rendered, kept by content until the data changes, within a number of bytes."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST_BYTES = 48 * 1024 * 1024
QUALITY = 5
"""Of brotli: what is asked for once is not worth more time."""
COMPRESSED = frozenset({"text/html", "image/svg+xml", "application/json", "text/csv"})


@dataclass(frozen=True, slots=True)
class Piece:
    """An answer as it is sent: bytes by encoding (« », « br », « gzip »), its type and its tag."""

    mimetype: str
    etag: str
    contents: dict[str, bytes]

    @classmethod
    def of(cls, content: bytes, mimetype: str) -> Piece:
        """Return content with its hash, compressed where that helps."""
        contents = {"": content}
        if mimetype in COMPRESSED:
            contents["br"] = brotli.compress(content, quality=QUALITY)
            contents["gzip"] = gzip.compress(content, 6, mtime=0)
        return cls(mimetype, sha256(content).hexdigest()[:24], contents)

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(map(len, self.contents.values()))


@dataclass
class Memoire:
    """The last pieces rendered; the least recently used go first."""

    most: int = MOST_BYTES
    size: int = 0
    _held: OrderedDict[Hashable, Piece] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, make: Callable[[], Piece]) -> Piece:
        """Return a piece, made when it is not there."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._held and made.size <= self.most:
                self._held[key] = made
                self.size += made.size
            while self.size > self.most:
                self.size -= self._held.popitem(last=False)[1].size
        return made
