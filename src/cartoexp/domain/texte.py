"""Folding of names and checking of free text."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 200
"""Longest text accepted in a search, in characters."""

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def _folded(character: str) -> str:
    """Return a character as names are compared: letters and digits, or a space."""
    ligature = _LIGATURES.get(character.casefold(), character.casefold())
    plain = unicodedata.normalize("NFKD", ligature)
    return _SEPARATORS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)))


_LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
_PREPARED = [*map(chr, range(0x180)), *"‘’‐‑–—…«»\u2009\u202f"]
_FOLDED = {ord(c): _folded(c) for c in _PREPARED}
"""Ready for the characters of French names: one pass instead of a normalisation a name."""
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
TEXT_SHAPE = (
    r"(?!.*--)[0-9A-Za-z_À-ÖØ-öø-ſ \u00a0\u2009\u202f\u0022'\u02bb\u2018\u2019.,()/&«»!?:%°+"
    r"\u2013\u2014-]*"
)
"""What a searched text may hold: letters of French and its neighbours, common punctuation.

Written as both Python and ECMA 262 (OpenAPI) read it.
"""
_ALLOWED = re.compile(TEXT_SHAPE)


def fold(text: str) -> str:
    """Return ``text`` without accents, case, hyphens and abbreviations, words joined by one space.

    « St » and « Ste » become « saint » and « sainte »: ``fold("St-Étienne") == "saint etienne"``.
    """
    text = text.replace("s/", "sur ").replace("S/", "sur ").translate(_FOLDED)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        text = _SEPARATORS.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return " ".join([_ABBREVIATIONS.get(word, word) for word in text.split()])


def text_problem(text: str) -> str | None:
    """Return why ``text`` cannot be searched, in French, or ``None``.

    Markup, templates and SQL fragments are refused as a class of characters, which no name of a
    territory or of an experiment needs.
    """
    if len(text) > MAX_TEXT:
        return f"Le texte recherché dépasse {MAX_TEXT} caractères : raccourcissez-le."
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in text):
        return "Le texte recherché contient un caractère de contrôle : retapez-le."
    if not _ALLOWED.fullmatch(text):
        return (
            "Le texte recherché contient un caractère qui n’est pas admis : "
            "n’employez que des lettres, des chiffres et la ponctuation courante."
        )
    return None
