"""Ids made of what they name: the same row gives the same id, whenever it is read."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Container

    from cartoexp.domain.territoires import Territoire

LONGEST = 48
MARK = 8


def experimentation(titre: str, taken: Container[str]) -> str:
    """Return the id of an experiment from its title; a mark is added if another has it."""
    base = _cut(fold(titre).split(), "_") or "experimentation"
    return base if base not in taken else f"{base}_{_mark(titre)}"


def implantation(experiment: str, territoire: Territoire, taken: Container[str]) -> str:
    """Return the id of an experiment on a territory."""
    base = f"{experiment}-{territoire.niveau.value}-{territoire.code.lower()}"
    return base if base not in taken else f"{base}-{_mark(base)}"


def source(titre: str, url: str, date: str, kind: str) -> str:
    """Return the id of a source: what it is, then a mark of all that is told of it."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    base = _cut(fold(host or titre).split(), "-") or "source"
    return f"{base}-{_mark(chr(0).join((titre, url, date, kind)))}"


def _cut(words: list[str], link: str) -> str:
    found = ""
    for word in words:
        longer = f"{found}{link}{word}" if found else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        found = longer
    return found


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:MARK]
