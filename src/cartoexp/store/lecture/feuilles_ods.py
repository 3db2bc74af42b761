"""Rows of the sheets of an ODS document: repeated cells and rows are unrolled, with bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.store.lecture.enregistrements import Enregistrement
from cartoexp.store.lecture.nettoyage import NON, OUI, nombre, propre
from cartoexp.store.lecture.refus import too_long, too_wide
from cartoexp.store.lecture.tableau import MAX_COLONNES, MAX_LIGNES
from cartoexp.store.lecture.xml import Lecteur, Texte

if TYPE_CHECKING:
    from collections.abc import Callable

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_FIGURES = frozenset({"float", "percentage", "currency"})
_MAX_UNROLLED = 20_000_000
"""Cells that repeated rows may make: beyond, the file is made to fill the memory."""
_REPEAT_COLUMNS = "table:number-columns-repeated"
_REPEAT_ROWS = "table:number-rows-repeated"


class Feuilles(Lecteur):
    """Rows that are not blank, each with the rank of its sheet."""

    def __init__(self, most: int | None = None, only: int | None = None) -> None:
        """Keep ``most`` rows of each sheet, or the rows of ``only`` one."""
        self.names: list[str] = []
        self.rows: list[tuple[int, Enregistrement]] = []
        self.past = False
        """Whether the only sheet that is wanted was read to its end."""
        self._most, self._only = most, only
        self._depth = 0
        self._numero = self._kept = self._unrolled = 0
        self._cells: list[str] = []
        self._blank = 0
        self._row_times = self._cell_times = 1
        self._attributes: dict[str, str] = {}
        self._text = Texte()
        self._paragraphs = self._muted = 0
        self._in_cell = self._in_paragraph = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._enter_table,
            "table-row": self._enter_row,
            "table-cell": self._enter_cell,
            "covered-table-cell": self._enter_cell,
            "p": self._enter_paragraph,
            "s": self._spaces,
            "tab": lambda _: self._space(" "),
            "line-break": lambda _: self._space("\n"),
            "annotation": self._mute,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table": self._leave_table,
            "table-row": self._leave_row,
            "table-cell": self._leave_cell,
            "covered-table-cell": self._leave_cell,
            "p": self._leave_paragraph,
            "annotation": self._unmute,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter a sheet, a row, a cell, a paragraph of it."""
        if enter := self._starts.get(name):
            enter(attributes)

    def end(self, name: str) -> None:
        """Leave what was entered."""
        if leave := self._ends.get(name):
            leave()

    def text(self, data: str) -> None:
        """Gather the text of a cell; notes pinned to it are left out."""
        if self._in_paragraph and not self._muted:
            self._text.add(data)

    @property
    def _wanted(self) -> bool:
        if self._depth != 1:
            return False
        if self._only is not None:
            return len(self.names) - 1 == self._only
        return self._most is None or self._kept < self._most

    def _enter_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.names.append(attributes.get("table:name", ""))
            self._numero = self._kept = 0

    def _leave_table(self) -> None:
        self._depth -= 1
        if self._depth == 0 and len(self.names) - 1 == self._only:
            self.past = True

    def _enter_row(self, attributes: dict[str, str]) -> None:
        self._row_times = _times(attributes.get(_REPEAT_ROWS))
        self._cells, self._blank = [], 0

    def _leave_row(self) -> None:
        first = self._numero + 1
        self._numero += self._row_times
        if not self._cells or not self._wanted:
            return
        self._unrolled += self._row_times * len(self._cells) if self._row_times > 1 else 0
        if first + self._row_times - 1 > MAX_LIGNES or self._unrolled > _MAX_UNROLLED:
            raise too_long()
        times = self._row_times
        if self._most is not None:
            times = min(times, self._most - self._kept)
        rank = len(self.names) - 1
        self.rows += [(rank, Enregistrement(first + i, list(self._cells))) for i in range(times)]
        self._kept += times

    def _enter_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell = True
        self._attributes = attributes
        self._paragraphs = 0
        self._text.take()

    def _leave_cell(self) -> None:
        self._in_cell = self._in_paragraph = False
        times = _times(self._attributes.get(_REPEAT_COLUMNS))
        value = self._value(self._text.take()) if self._wanted else ""
        if not value:
            self._blank += times
            return
        width = len(self._cells) + self._blank + times
        if width > MAX_COLONNES:
            raise too_wide()
        self._cells += [""] * self._blank + [value] * times
        self._blank = 0

    def _value(self, shown: str) -> str:
        told = self._attributes
        kind = told.get("office:value-type", "")
        if kind in _FIGURES:
            return _figure(told.get("office:value", ""), shown.strip())
        if kind == "date":
            return told.get("office:date-value", "").removesuffix("T00:00:00")
        if kind == "boolean":
            return OUI if told.get("office:boolean-value") == "true" else NON
        return propre(shown or told.get("office:string-value", ""))

    def _enter_paragraph(self, _: dict[str, str]) -> None:
        if not self._in_cell or self._muted:
            return
        if self._paragraphs:
            self._text.add("\n")
        self._paragraphs += 1
        self._in_paragraph = True

    def _leave_paragraph(self) -> None:
        if not self._muted:
            self._in_paragraph = False

    def _spaces(self, attributes: dict[str, str]) -> None:
        self._space(" " * min(_times(attributes.get("text:c")), MAX_COLONNES))

    def _space(self, blank: str) -> None:
        if self._in_paragraph and not self._muted:
            self._text.add(blank)

    def _mute(self, _: dict[str, str]) -> None:
        self._muted += 1

    def _unmute(self) -> None:
        self._muted -= 1


def _times(told: str | None) -> int:
    """Return how many times an element is repeated."""
    if told is None or not told.isdecimal():
        return 1
    return max(1, int(told[:9]))


def _figure(raw: str, shown: str) -> str:
    """Return a number, with the zeros that its format shows before it."""
    try:
        told = nombre(float(raw))
    except ValueError:
        return propre(shown)
    padded = shown.isdecimal() and shown.startswith("0") and shown.lstrip("0") == told.lstrip("0")
    return shown if padded else told
