"""Numbers as files write them: « 12 345,6 » and « 12345.6 » alike; anything else is refused."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+)(?:[.,]\d+)?", re.ASCII)
SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}", re.ASCII)
SEPARATORS = re.compile(r"[ \u00a0\u202f'’]")
MISSING = frozenset({"", "s", "nd", "ns"})
"""Empty, « secret statistique », « non disponible », « non significatif »: missing, never zero."""


def read_number(text: str, missing: frozenset[str] = MISSING) -> float:
    """Return a number, ``NaN`` when it is missing.

    Raises:
        ValueError: for what is neither a number nor a mark of absence.
    """
    told = text.strip()
    if told in missing or told.lower() in missing:
        return float("nan")
    if NUMBER.fullmatch(told):
        return float(SEPARATORS.sub("", told).replace(",", "."))
    if SCIENTIFIC.fullmatch(told):
        return float(told)
    raise ValueError(text)
