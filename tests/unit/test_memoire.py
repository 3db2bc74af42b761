"""What was rendered is kept within a number of bytes, the least used goes first."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli

from cartoexp.web.embeds.memoire import Memoire, Piece

if TYPE_CHECKING:
    from collections.abc import Callable


def piece(size: int) -> Callable[[], Piece]:
    return lambda: Piece.of(b"x" * size, "image/png")


def fail() -> Piece:
    raise AssertionError("made twice")


def test_what_is_held_is_not_made_again() -> None:
    memoire = Memoire(most=100)
    held = memoire.get("a", piece(40))
    assert memoire.get("a", fail) is held


def test_the_least_used_goes_first() -> None:
    memoire = Memoire(most=100)
    for key in ("a", "b"):
        memoire.get(key, piece(40))
    memoire.get("a", fail)
    memoire.get("c", piece(40))
    assert memoire.size == 80
    memoire.get("a", fail)
    again = piece(40)
    assert memoire.get("b", again) == again()
    assert memoire.size == 80


def test_what_is_too_large_is_sent_and_not_kept() -> None:
    memoire = Memoire(most=100)
    assert memoire.get("a", piece(400)).size == 400
    assert memoire.size == 0


def test_texts_can_be_sent_compressed() -> None:
    content = b"<p>" * 500
    made = Piece.of(content, "text/html")
    assert brotli.decompress(made.encoded("br")) == content
    assert gzip.decompress(made.encoded("gzip")) == content
    assert made.encoded("br") is made.encoded("br")
    assert made.encoded("") == content
    assert len(made.encoded("br")) + len(made.encoded("gzip")) + len(content) < made.size
    assert Piece.of(b"", "image/png").encodings == ()
