"""Intervals of time as the OGC writes them (RFC 3339), read to the year: ours are dated by it."""

from __future__ import annotations

import re
from datetime import datetime

OPEN = ("", "..")
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
_INSTANT = re.compile(f"{_DATE}(?:{_TIME})?", re.ASCII)
_FRACTION = re.compile(r"\.[0-9]+")
FIRST, LAST = 0, 9_999


def read_interval(text: str) -> tuple[int, int] | None:
    """Return the first and the last year of ``2019-01-01``, ``2019-01-01/..`` or ``../2020-…``.

    Returns:
        The years, bounds included, or ``None`` when it is not an interval or ends before it
        begins.
    """
    first, slash, last = text.partition("/")
    if not slash:
        year = _read(first)
        return None if year is None else (year.year, year.year)
    if first in OPEN and last in OPEN:
        return None
    start = None if first in OPEN else _read(first)
    end = None if last in OPEN else _read(last)
    if (first not in OPEN and start is None) or (last not in OPEN and end is None):
        return None
    if start and end and start > end:
        return None
    return start.year if start else FIRST, end.year if end else LAST


def _read(text: str) -> datetime | None:
    """Return a date or a date and time, in its own time zone made naive."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(_FRACTION.sub("", text.upper().replace(" ", "T")))
    except ValueError:
        return None
    return found.replace(tzinfo=None)
