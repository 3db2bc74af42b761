"""What was rendered, kept by content until the data changes, within a number of bytes."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

MOST_BYTES = 16 * 1024 * 1024
QUALITY, LEVEL = 5, 6
"""Of brotli and of gzip: what may be asked for once is not worth more time."""
ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=QUALITY),
    "gzip": partial(gzip.compress, compresslevel=LEVEL, mtime=0),
}
COMPRESSED = frozenset(
    {"text/html", "image/svg+xml", "application/json", "text/csv", "text/javascript"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """An answer as it is sent: its bytes, its type, its tag; compressed when that is asked for."""

    mimetype: str
    etag: str
    content: bytes
    _compressed: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes, mimetype: str) -> Piece:
        """Return content with its hash."""
        return cls(mimetype, sha256(content).hexdigest()[:24], content)

    @property
    def encodings(self) -> Sequence[str]:
        """Ways in which it can be sent compressed, the preferred first."""
        return tuple(ENCODERS) if self.mimetype in COMPRESSED else ()

    def encoded(self, encoding: str) -> bytes:
        """Return the content in an encoding, made once; empty is the content itself."""
        if not encoding:
            return self.content
        if encoding not in self._compressed:
            self._compressed[encoding] = ENCODERS[encoding](self.content)
        return self._compressed[encoding]

    @property
    def size(self) -> int:
        """Most bytes that it takes in memory: two compressed forms weigh less than the content."""
        return len(self.content) * (2 if self.encodings else 1)


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
