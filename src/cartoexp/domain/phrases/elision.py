"""Elision before a name: « d’Arras », « de Haguenau », « l’Hérault », « le Haut-Rhin »."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from cartoexp.domain.texte import fold

_TABLE = tomllib.loads(files(__package__).joinpath("elision.toml").read_text("utf-8"))
_ASPIRATED = frozenset(_TABLE["h_aspire"]["mots"])
_ENDINGS = tuple(_TABLE["h_aspire"]["terminaisons"])
_GLIDES = frozenset(_TABLE["semi_consonnes"]["mots"])
_FIRST_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=4_096)
def elides(text: str) -> bool:
    """Tell whether « de », « le » or « que » lose their vowel before this text."""
    match = _FIRST_WORD.match(fold(text))
    if match is None:
        return False
    word = match.group()
    if word[0] == "h":
        return word not in _ASPIRATED and not word.endswith(_ENDINGS)
    return word[0] in "aeiouy" and word not in _GLIDES


def elided(word: str, text: str) -> str:
    """Return « d’Arras » from « de » and « Arras », « que Douai » from « que » and « Douai ».

    ``word`` is one of those that elide: de, le, la, que, lorsque, jusque… « si » only does before
    « il » and « ils ».
    """
    if word.lower() == "si":
        return f"{word[0]}’{text}" if re.match(r"ils?\b", text) else f"{word} {text}"
    return f"{word[:-1]}’{text}" if elides(text) else f"{word} {text}"
