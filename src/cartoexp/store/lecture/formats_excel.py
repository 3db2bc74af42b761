"""How a number of a workbook is shown: a date, a code whose zeros are added by its format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import Enum

from cartoexp.store.lecture.nettoyage import moment, nombre
from cartoexp.store.lecture.xml import Lecteur

_BUILTIN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_BUILTIN_TIMES = frozenset({18, 19, 20, 21, 32, 33, 45, 47})
_PLAIN = frozenset({"general", "standard", "@"})
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAYS = re.compile(r"[dyj]|^[^hs]*m[^hs]*$", re.IGNORECASE)
_HOURS = re.compile(r"[hs]", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  no zone
_LAST_DAY = 2_958_465
_FALSE_LEAP_DAY = 60
_MAX_DIGITS = 15


class Genre(Enum):
    """What the number of a cell is."""

    NOMBRE = 0
    DATE = 1
    HEURE = 2


class Formats(Lecteur):
    """Formats of a workbook's cells, by rank of their style."""

    def __init__(self, *, depuis_1904: bool = False) -> None:
        """Know no style yet."""
        self._epoch = _EPOCH_1904 if depuis_1904 else _EPOCH_1900
        self._codes: dict[str, str] = {}
        self._styles: list[tuple[Genre, int]] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep the formats of numbers, and which one each style has."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._styles.append(self._kind(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Leave the styles of cells."""
        if name == "cellXfs":
            self._inside = False

    def _kind(self, number: str) -> tuple[Genre, int]:
        code = self._codes.get(number)
        if code is None:
            known = int(number) if number.isdecimal() else 0
            dated, timed = known in _BUILTIN_DATES, known in _BUILTIN_TIMES
            return (Genre.DATE if dated else Genre.HEURE if timed else Genre.NOMBRE), 0
        if code.lower() in _PLAIN or _ELAPSED.search(code):
            return Genre.NOMBRE, 0
        code = _LITERAL.sub("", code.partition(";")[0])
        if _ZEROS.fullmatch(code):
            return Genre.NOMBRE, len(code)
        if _DAYS.search(code):
            return Genre.DATE, 0
        return (Genre.HEURE if _HOURS.search(code) else Genre.NOMBRE), 0

    def tell(self, raw: str, style: str) -> str:
        """Return the text of a number: as digits, or as the date that its style shows."""
        rank = int(style) if style.isdecimal() else -1
        genre, zeros = self._styles[rank] if 0 <= rank < len(self._styles) else (Genre.NOMBRE, 0)
        if genre is Genre.NOMBRE and raw.isdecimal() and raw.isascii():
            return raw.zfill(zeros) if len(raw) <= _MAX_DIGITS else raw
        try:
            value = float(raw)
        except ValueError:
            return raw
        if genre is Genre.NOMBRE:
            told = nombre(value)
            return told.zfill(zeros) if zeros and told.isdecimal() else told
        return self._date(value, genre) if 0 <= value <= _LAST_DAY else nombre(value)

    def _date(self, value: float, genre: Genre) -> str:
        if self._epoch is _EPOCH_1900 and 1 <= value < _FALSE_LEAP_DAY:
            value += 1
        found = self._epoch + timedelta(seconds=round(value * 86_400))
        if genre is Genre.HEURE and value < 1:
            return found.time().isoformat()
        return moment(found)
