"""Faults that no French sentence of ours may have, each with its name."""

import re

NBSP, THIN = "\u00a0", "\u202f"
# After a number, these words need no tie: « 2 et 9 », « 3 sur 4 ».
LOOSE = "et|ou|à|sur|dans|de|des|du|en|entre|parmi|selon|au|seulement|qui|d’|fois|puis|le|la|les"
YEAR = r"(?:1[5-9]|20)\d\d"
FAULTS = {
    "deux espaces": r"[ \u00a0\u202f]{2}",
    "espace au bord": r"^\s|\s$",
    "apostrophe droite": r"\w'\w",
    "« de » sans élision": r"\bde [AEIÉÈÊÎ]|\bde h(?:abitant|ectare)",
    "article sans contraction": r"\b(?:de|à) (?:le|les|Le|Les)\b",
    "chiffre sans attache": rf"(?<![\w{THIN}])(?!{YEAR} )[\d{THIN},]*\d (?!(?:{LOOSE})\b)[^\W\d]",
    "signe sans attache": rf"\d(?: |{NBSP})%|\d[%€]| [:;!?»]|« ",
    "milliers collés": r"(?<![\d\w])\d{5,}(?!\d)",
    "pluriel à moins de deux": rf"(?<![\d,{THIN}])[01]{NBSP}[a-zé]+s\b",
    "phrase sans majuscule": r"[.!?] [a-zéàê](?!\.)",
    "ponctuation doublée": r"\.\.|,,|,\.|:\.|\( | \)",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in FAULTS.items()}


def faults(text: str) -> list[str]:
    """Return the faults of a text, each with what shows it."""
    return [f"{name}: {m.group()!r}" for name, p in _COMPILED.items() if (m := p.search(text))]
