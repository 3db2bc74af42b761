"""Which mairie e-mails are functional, and which may hold a person's name and are dropped.

An address is kept only when everything before the ``@`` can be read as words of an office
(mairie, contact, accueil…), words of the territory's own names, linking words and digits.
Whatever remains unexplained could be a name: the address is dropped.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = tomllib.loads(
    files("cartoexp.reference").joinpath("courriels.toml").read_text(encoding="utf-8")
)
OFFICE_WORDS = frozenset(_WORDS["fonctions"])
LINKS = frozenset(_WORDS["liens"])
SAINTS = {"saint": ("st", "s"), "sainte": ("ste", "s"), "saints": ("sts",), "saintes": ("stes",)}
SHORTEST_PREFIX = 4
SHORTEST_INITIALS = 2


@dataclass(frozen=True)
class Vocabulary:
    """Words that may stand in the functional address of one mairie.

    ``noms`` are the names of the commune, of its former communes, its EPCI and its département.
    """

    noms: tuple[str, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the territory, their abbreviations and beginnings, and the names' initials."""
        found: set[str] = set()
        for nom in self.noms:
            words = _words(nom)
            found |= {piece for word in words for piece in _pieces(word)}
            found |= _initials(words)
        return frozenset(found)


def is_functional(email: str, noms: Iterable[str]) -> bool:
    """Tell whether an address names an office or a territory, and nothing else.

    Args:
        email: the address.
        noms: names of the territory, the commune's own first.
    """
    local, at, domain = email.strip().lower().partition("@")
    if not (at and "." in domain and re.fullmatch(r"[\w.+'’-]+", local)):
        return False
    vocabulary = Vocabulary(tuple(noms))
    if (initial := re.fullmatch(r"[a-z][._-](.+)", local)) and initial[1] not in OFFICE_WORDS:
        return False
    letters = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", local))
    return _explained(letters, vocabulary.names)


def _explained(text: str, names: frozenset[str]) -> bool:
    """Cut ``text`` into known words, one of which at least is not a mere link or a number."""
    known = OFFICE_WORDS | LINKS | names
    reached = {0: False}
    for start in range(len(text)):
        if start not in reached:
            continue
        for end in range(start + 1, len(text) + 1):
            piece = text[start:end]
            if piece in known or piece.isdigit():
                anchored = piece in OFFICE_WORDS or (piece in names and piece not in LINKS)
                reached[end] = reached.get(end, False) or reached[start] or anchored
    return reached.get(len(text), False)


def _words(nom: str) -> list[str]:
    return fold(nom).split()


def _pieces(word: str) -> set[str]:
    beginnings = {word[:size] for size in range(SHORTEST_PREFIX, len(word))}
    return {word, *SAINTS.get(word, ()), *beginnings}


def _initials(words: list[str]) -> set[str]:
    full = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in LINKS)
    return {text for text in (full, short) if len(text) >= SHORTEST_INITIALS}
