"""A reference as it is compared: no case, accent or typography, the order of words kept."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HYPHENS = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*(?=\d)|[-\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"\bn\s*[°º]\s*s?|\bno\.?\s+(?=\d)|\bnum(?:ero)?\.?\s+(?=\d)")
_RANGE = re.compile(r"\bà\b")
_OTHERS = re.compile(r"[^a-z0-9 .,;:()/*-]+")
JUSQUA = "jusqua"
"""What « à » becomes: « a » may be the letter of an article."""
_LIGATURES = {"œ": "oe", "æ": "ae"}


def simplifier(texte: str) -> str:
    """Return a text in small letters, without accents; « n° » is « n », « à » is :data:`JUSQUA`."""
    text = unicodedata.normalize("NFC", texte).casefold().replace("º", "°")
    text = _RANGE.sub(JUSQUA, text)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    decomposed = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = _HYPHENS.sub("-", " ".join(text.split()))
    text = _NUMBER.sub("n ", text)
    return " ".join(_OTHERS.sub(" ", text).split())


def mois() -> Mapping[str, int]:
    """Return the number of each month by its simplified name."""
    return {simplifier(name): rank for rank, name in enumerate(MONTHS, 1)}
