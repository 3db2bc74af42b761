"""Cells as text: numbers, dates and booleans as France writes data, no control character."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe"
    "\uffff\ud800-\udfff]"
)
"""Control characters but tab and ends of line; marks that hide or turn what is shown."""

_TOLD_DIGITS = 15
"""Digits that a spreadsheet keeps and shows of a number."""

OUI, NON = "oui", "non"


def sans_controle(text: str) -> str:
    """Return a text without control characters, nor invisible marks of direction."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def propre(text: str) -> str:
    """Return a cell as it is kept: no control character, no blank around."""
    return sans_controle(text).strip()


def nombre(value: float) -> str:
    """Return a number without exponent nor « .0 », with the digits that a spreadsheet shows."""
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < 10**_TOLD_DIGITS:
        return str(int(value))
    told = format(value, f".{_TOLD_DIGITS}g")
    return format(Decimal(told), "f") if "e" in told else told


def moment(value: datetime) -> str:
    """Return a date, with its time when it is not midnight."""
    if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(timespec="seconds")


def texte(value: Any) -> str:  # noqa: ANN401  any value of any format
    """Return the value of a typed cell as text; nested values as JSON."""
    kind = type(value)
    if kind is str:
        return propre(value)
    if value is None:
        return ""
    if kind is bool:
        return OUI if value else NON
    if kind is int:
        return str(value)
    return _rarer(value)


def _rarer(value: Any) -> str:  # noqa: ANN401  any value of any format
    if isinstance(value, float):
        return nombre(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bytes):
        return propre(value.decode("utf-8", "replace"))
    if isinstance(value, date | time | timedelta):
        return str(value)
    return propre(json.dumps(value, ensure_ascii=False, default=str))


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return ""
    told = format(value, "f")
    return told.rstrip("0").rstrip(".") if "." in told else told
