"""Spaces, apostrophes and guillemets as French typography prints them."""

from __future__ import annotations

import re
from functools import lru_cache

NBSP = "\u00a0"
THIN = "\u202f"
MISSING = "—"
_PAIRS, _DIGITS = 5, 10

_UNITS = "km²|km|m²|ha|hab|habitants?|communes?|ans?|mois|jours?|heures?|h|kWh|MWh|points?|euros?"
"""What a number of the catalogue is bound to."""
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(?<=\w)'(?=[\w«])", "’"),
        (r"(?<=\S) (?=[;!?%])", THIN),
        (r"(?<=\S) (?=[:»])|(?<=«) |(?<=n°) |(?<=\d) (?=[kM]?€)|(?<=\bart\.) ", NBSP),
        (rf"(?<=\d) (?=(?:{_UNITS})\b)", NBSP),
        (r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{THIN}"),
    )
)


@lru_cache(maxsize=4_096)
def typeset(text: str) -> str:
    """Return a text of the catalogue as French typography prints it; nothing else changes.

    The same titles and notes come back on page after page: the last ones are kept.
    """
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    return text


def quote(text: str) -> str:
    """Return the text between guillemets."""
    return f"«{NBSP}{text}{NBSP}»"


def capital(text: str) -> str:
    """Return the text with a capital at its beginning; nothing else changes."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text without the capital at its beginning; nothing else changes."""
    return text[:1].lower() + text[1:]


def telephone(value: str) -> str:
    """Return a French number by pairs, as it came otherwise."""
    digits = "".join(c for c in value if c.isdigit())
    pairs = [digits[i : i + 2] for i in range(0, len(digits), 2)]
    return NBSP.join(pairs) if len(pairs) == _PAIRS and len(digits) == _DIGITS else value
