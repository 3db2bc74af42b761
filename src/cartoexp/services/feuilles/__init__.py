"""Use case: an A4 sheet as PDF, from a template beside this module and data.

Data are never read as markup. Typst sets the sheet; it is read the first time someone asks for
one, for it is large.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, cast

from cartoexp.domain.errors import CartoexpError
from cartoexp.services.polices import NORMAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typst import Compiler

KEPT = 48
"""Sheets kept in memory, some 60 KB each."""
PICTURE = "dessin"
"""Name under which the templates read the picture."""
STANDARD: Literal["ua-1"] = "ua-1"
"""Accessible PDF: tagged, titled, in a named language, every picture with its words."""


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: its bytes, and the sha256 of all that it was made from."""

    contenu: bytes
    empreinte: str


@dataclass(frozen=True, repr=False)
class FeuilleService:
    """Sets sheets; the last ones are kept by what they were made from."""

    _kept: OrderedDict[str, Feuille] = field(default_factory=OrderedDict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def pdf(self, modele: str, donnees: Mapping[str, object], dessin: str = "") -> Feuille:
        """Return a sheet.

        Args:
            modele: name of a template, « territoire » or « experimentation ».
            donnees: what the template tells, texts ready to be read.
            dessin: the picture as one whole SVG, or an empty text.

        Raises:
            CartoexpError: when the sheet cannot be set; a fault of ours.
        """
        told = json.dumps(donnees, ensure_ascii=False, sort_keys=True)
        key = sha256(f"{modele}\0{told}\0{dessin}".encode()).hexdigest()
        with self._lock:  # one sheet at a time: the other core goes on answering
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            made = Feuille(self._set(modele, told, dessin), key)
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return made

    def _set(self, modele: str, told: str, dessin: str) -> bytes:
        inputs = {"donnees": told, PICTURE: dessin}
        page = _FOLDER / f"{modele}.typ"
        try:
            made = self._compiler.compile(
                page, format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD]
            )
        except RuntimeError as error:
            raise CartoexpError(f"La feuille n’a pas pu être composée\u00a0: {error}") from error
        return cast("bytes", made)

    @cached_property
    def _compiler(self) -> Compiler:
        from typst import Compiler  # noqa: PLC0415  30 MB, only for those who print

        return Compiler(root=_FOLDER, font_paths=[NORMAL.parent], ignore_system_fonts=True)


_FOLDER = Path(str(files(__package__)))
