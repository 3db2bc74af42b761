"""Numbers, dates and counts as French typography writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from cartoexp.domain import francais

NBSP = francais.NBSP
THIN = francais.THIN
MISSING = francais.MISSING
number = francais.nombre


def count(value: int, singular: str, plural: str | None = None) -> str:
    """Return « 1 implantation », « 0 implantation », « 2 implantations »."""
    word = singular if abs(value) < 2 else plural or f"{singular}s"  # noqa: PLR2004  French: from 2
    return f"{number(value)}{NBSP}{word}"


def quote(text: str) -> str:
    """Return the text between guillemets."""
    return f"«{NBSP}{text}{NBSP}»"


def telephone(value: str) -> str:
    """Return a French number by pairs, as it came otherwise."""
    digits = "".join(c for c in value if c.isdigit())
    pairs = [digits[i : i + 2] for i in range(0, len(digits), 2)]
    return NBSP.join(pairs) if len(pairs) == 5 and len(digits) == 10 else value  # noqa: PLR2004


_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(?<=\w)'(?=[\w«])", "’"),
        (r"(?<=\S) (?=[;!?%])", THIN),
        (r"(?<=\S) (?=[:»])|(?<=«) |(?<=n°) |(?<=\d) (?=[kM]?€)|(?<=\bart\.) ", NBSP),
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
