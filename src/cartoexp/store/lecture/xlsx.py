"""XLSX workbooks, streamed: a sheet is never held, formulas are never evaluated.

Our own reader rather than a library's: openpyxl is several times slower and trips on styles that
we do not need, calamine holds whole sheets; neither refuses a document type. Figures are in
``docs/importer.md``.
"""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from cartoexp.store.lecture.chaines import Chaines
from cartoexp.store.lecture.feuilles import HEAD, Flux, Tete
from cartoexp.store.lecture.feuilles_xlsx import lignes
from cartoexp.store.lecture.formats_excel import Formats
from cartoexp.store.lecture.refus import no_sheet
from cartoexp.store.lecture.xml import Lecteur, parse_all

if TYPE_CHECKING:
    from zipfile import ZipFile

_ROOT = "_rels/.rels"


class ClasseurXlsx:
    """The sheets of a workbook."""

    def __init__(self, archive: ZipFile) -> None:
        """Read what sheets share: their names, the formats of numbers, the texts of cells.

        Raises:
            FichierRefuseError: there is no sheet of cells, or a part is hostile.
        """
        self._archive = archive
        book = self._workbook()
        relations = self._relations(book)
        found = _Book()
        self._parse(book, found)
        shared = {kind: path for kind, path in relations.values() if path in archive.NameToInfo}
        self._formats = Formats(depuis_1904=found.depuis_1904)
        if "styles" in shared:
            self._parse(shared["styles"], self._formats)
        self._strings = Chaines()
        if "sharedStrings" in shared:
            self._strings.refuse_large(archive.getinfo(shared["sharedStrings"]).file_size)
            self._parse(shared["sharedStrings"], self._strings)
        self._sheets = [
            (name, hidden, relations[key][1])
            for name, hidden, key in found.sheets
            if relations.get(key, ("", ""))[0] == "worksheet"
            and relations[key][1] in archive.NameToInfo
        ]
        if not self._sheets:
            raise no_sheet()

    def tetes(self) -> list[Tete]:
        """Return the first rows of each sheet."""
        return [
            Tete(name, list(islice(self.flux(rank).lignes, HEAD)), cachee=hidden)
            for rank, (name, hidden, _) in enumerate(self._sheets)
        ]

    def flux(self, rang: int) -> Flux:
        """Return the rows of a sheet."""
        path = self._sheets[rang][2]
        stream = self._archive.open(path)
        rows = lignes(stream, self._strings.found, self._formats)
        size = self._archive.getinfo(path).file_size
        return Flux(rows, stream, size)

    def _parse(self, part: str, lecteur: Lecteur) -> None:
        with self._archive.open(part) as stream:
            parse_all(stream, lecteur)

    def _workbook(self) -> str:
        if _ROOT in self._archive.NameToInfo:
            for kind, path in self._relations("").values():
                if kind == "officeDocument" and path in self._archive.NameToInfo:
                    return path
        raise no_sheet()

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found = _Relations(folder)
        if path in self._archive.NameToInfo:
            self._parse(path, found)
        return found.found


class _Relations(Lecteur):
    """Parts that a part refers to: kind and path, by identifier. What is outside is left out."""

    def __init__(self, folder: str) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = kind, path


class _Book(Lecteur):
    """Sheets of a workbook: name, whether it is hidden, identifier of its part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.depuis_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), hidden, key))
        elif name == "workbookPr":
            self.depuis_1904 = attributes.get("date1904") in {"1", "true"}
