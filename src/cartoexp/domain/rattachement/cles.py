"""Keys by which names are compared: strict first, then a looser one, told as a repair."""

from __future__ import annotations

import re

from cartoexp.domain.texte import fold

_TRAILING_ARTICLE = re.compile(r"^(.+) (le|la|les|l)$")
_SMALL = frozenset(
    (
        *(
            "a",
            "au",
            "aux",
            "d",
            "de",
            "des",
            "du",
            "en",
            "et",
            "l",
            "la",
            "le",
            "les",
            "lez",
            "pres",
        ),
        *("s", "sous", "ss", "sur"),
    )
)
_SHORT = {
    "nd": "notre dame",
    "gd": "grand",
    "gde": "grande",
    "gds": "grands",
    "mt": "mont",
    "mts": "monts",
    "hte": "haute",
    "vx": "vieux",
}
"""Abbreviated words of the names of communes; « St » and « Ste » are ``fold``'s."""
_DAME = re.compile(r"\bn d\b")
_OVER = re.compile(r"\bs\s*/\s*s\b|\bss?\s*/|/\s*s\b|/", re.IGNORECASE)


def cle(nom: str) -> str:
    """Return the strict key: ``fold``, with a trailing article put first (« Mans (Le) »)."""
    folded = fold(nom)
    found = _TRAILING_ARTICLE.match(folded)
    return f"{found[2]} {found[1]}" if found else folded


def cle_large(nom: str, join: str = "") -> str:
    """Return a key without small words, spaces and abbreviations (« Chalon s/Saône »).

    « sur », « sous », « lès » and articles are left out, whole or cut short; a name made of small
    words only is left whole.
    """
    folded = _DAME.sub("nd", fold(_OVER.sub(" ", nom)))
    words = [_SHORT.get(word, word) for word in folded.split() if word not in _SMALL]
    return join.join(words).replace(" ", join) or folded.replace(" ", join)
