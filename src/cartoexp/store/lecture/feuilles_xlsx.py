"""Rows of one sheet of an XLSX workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.store.lecture.enregistrements import Enregistrement
from cartoexp.store.lecture.nettoyage import NON, OUI, propre
from cartoexp.store.lecture.refus import too_long, too_wide
from cartoexp.store.lecture.tableau import MAX_COLONNES, MAX_LIGNES
from cartoexp.store.lecture.xml import Lecteur, Texte, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from cartoexp.store.lecture.formats_excel import Formats

_MAX_LETTERS = 3
_NEVER_COMPUTED = "formule sans résultat enregistré, cellule lue vide"


def lignes(stream: IO[bytes], strings: Sequence[str], formats: Formats) -> Iterator[Enregistrement]:
    """Yield the rows of a sheet that are not blank; closes the stream.

    Raises:
        FichierRefuseError: too many columns, a cell without end, a document type.
    """
    found = _Sheet(strings, formats)
    with stream:
        for _ in parse(stream, found):
            yield from found.rows
            found.rows.clear()


class _Sheet(Lecteur):
    def __init__(self, strings: Sequence[str], formats: Formats) -> None:
        self.rows: list[Enregistrement] = []
        self._strings, self._formats = strings, formats
        self._text = Texte()
        self._columns: dict[str, int] = {}
        self._numero = self._rows_met = 0
        self._cells: list[str] = []
        self._column = -1
        self._kind = self._style = ""
        self._collecting = self._phonetic = self._formula = self._valued = False
        self._uncomputed = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._enter_cell(attributes)
        elif name in {"v", "t"}:
            self._collecting = not self._phonetic
            self._valued = True
        elif name == "row":
            told = attributes.get("r", "")
            self._numero = int(told[:9]) if told.isdecimal() else self._numero + 1
            self._rows_met += 1
            if self._rows_met > MAX_LIGNES:
                raise too_long()
            self._cells, self._column, self._uncomputed = [], -1, False
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True

    def _enter_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = self._rank(letters) if letters else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._formula = self._valued = False

    def _rank(self, letters: str) -> int:
        rank = self._columns.get(letters)
        if rank is None:
            rank = 0
            for letter in letters[:_MAX_LETTERS].upper():
                rank = rank * 26 + ord(letter) - ord("A") + 1
            rank = max(0, rank - 1)
            if len(letters) <= _MAX_LETTERS:
                self._columns[letters] = rank
        return rank

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._collecting = False
        elif name == "c":
            self._leave_cell()
        elif name == "row":
            if self._cells or self._uncomputed:
                told = _NEVER_COMPUTED if self._uncomputed else ""
                self.rows.append(Enregistrement(self._numero, self._cells, told))
        elif name == "rPh":
            self._phonetic = False

    def _leave_cell(self) -> None:
        raw = self._text.take()
        if not raw:
            self._uncomputed |= self._formula and not self._valued
            return
        value = self._value(raw)
        if not value:
            return
        if self._column >= MAX_COLONNES:
            raise too_wide()
        gap = self._column - len(self._cells)
        if gap > 0:
            self._cells.extend([""] * gap)
        elif gap < 0:
            self._cells[self._column] = value
            return
        self._cells.append(value)

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            rank = int(raw) if raw.isdecimal() and len(raw) < 10 else -1  # noqa: PLR2004
            return self._strings[rank] if 0 <= rank < len(self._strings) else ""
        if self._kind == "n":
            return self._formats.tell(raw.strip(), self._style)
        if self._kind == "b":
            return OUI if raw.strip() in {"1", "true"} else NON
        if self._kind == "d":
            return raw.strip().removesuffix("T00:00:00")
        return propre(raw)

    def text(self, data: str) -> None:
        if self._collecting:
            self._text.add(data)
