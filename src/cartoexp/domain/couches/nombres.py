"""Numbers as French files write them: « 1 234,5 », « 12 % », « 3 000 € », and what stands for none.

Nothing is guessed: a cell that is neither a number nor a known sign of absence is unreadable.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

ABSENTS = frozenset(
    {"", "na", "n a", "nan", "nd", "n d", "ns", "s", "secret", "null", "none", "nr"}
    | {"non disponible", "non renseigne", "non communique", "inconnu"}
)
"""What stands for no value, folded; dashes and dots fold to nothing."""
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009\t'’")
_UNIT = re.compile(r"(?:%|€|euros?|eur|k€|m€)$", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", re.ASCII)
_SCALED = ("k€", "m€")
MOST = 1e15
"""Beyond it a number is no count of anything, and loses its units."""


class IllisibleError(ValueError):
    """A cell is neither a number nor an absence."""


def nombre(text: str) -> float | None:
    """Return the number that a cell holds, ``None`` for an absence.

    Raises:
        IllisibleError: it holds something else.
    """
    bare = text.translate(_SPACES).lstrip("'").replace("−", "-")
    if bare.lower().endswith(_SCALED):  # thousands or millions: not the number that is written
        raise IllisibleError(text)
    found = _UNIT.sub("", bare)
    value = _read(found)
    if value is not None:
        return value
    if fold(text) in ABSENTS:
        return None
    raise IllisibleError(text)


def _read(text: str) -> float | None:
    if _GROUPED.fullmatch(text):
        text = re.sub("[.,]", "", text)
    elif "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        whole = re.sub("[.,]", "", text[:decimal])
        text = f"{whole}.{text[decimal + 1 :]}"
    else:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) and abs(value) <= MOST else None


def part_lisible(cellules: Sequence[str]) -> float:
    """Return the share of numbers among the cells that hold something, 0 when none does."""
    known = readable = 0
    for cell in cellules:
        try:
            value = nombre(cell)
        except IllisibleError:
            known += 1
            continue
        known += value is not None
        readable += value is not None
    return readable / known if known else 0.0
