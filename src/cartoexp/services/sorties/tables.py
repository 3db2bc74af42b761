"""What a file is made from: columns, rows that come when asked for, shapes, provenance."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from cartoexp.services.sorties.colonnes import Colonne, Valeur

    Ligne = Sequence[Valeur]
    Bloc = tuple[list[Ligne], list[bytes | None]]

LICENCE = "Licence Ouverte 2.0"
BLOC = 1_000
"""Rows held at once while a file is written."""


class Forme(StrEnum):
    """Kind of the shapes of a table, as OGC names it."""

    POINT = "Point"
    POINTS = "MultiPoint"
    SURFACE = "MultiPolygon"

    @property
    def types(self) -> tuple[str, ...]:
        """Types of geometry that may occur: the outlines of one piece are plain polygons."""
        return ("Polygon", "MultiPolygon") if self is Forme.SURFACE else (self.value,)


@dataclass(frozen=True, slots=True)
class Formes:
    """Shapes of the rows, in the same order: WKB in longitude and latitude (WGS 84, OGC:CRS84).

    ``None`` where a row has none; ``sens`` says in French what a shape stands for.
    """

    forme: Forme
    sens: str
    wkb: Callable[[], Iterable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Notice:
    """Where a file comes from: told in the workbook and wherever a format has room for it.

    ``adresse`` is the page that shows the same; ``filtres`` are in words; ``avertissements`` is
    what has to be known before the figures are used.
    """

    jour: date
    adresse: str = ""
    filtres: Sequence[str] = ()
    sources: Sequence[str] = ()
    avertissements: Sequence[str] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return (what, text) pairs, in the order in which they are read."""
        told = [("Filtres", text) for text in self.filtres or ("aucun",)]
        told += [("Source", text) for text in self.sources]
        told += [("Date du fichier", self.jour.isoformat()), ("Adresse", self.adresse)]
        told += [("Licence", LICENCE), *(("À savoir", text) for text in self.avertissements)]
        return [(what, text) for what, text in told if text]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written.

    ``nom`` is that of the layer and of its schema (ASCII); ``lignes`` gives the rows anew at each
    call; ``cle`` names the column that tells rows apart, if one does.
    """

    nom: str
    titre: str
    colonnes: Sequence[Colonne]
    lignes: Callable[[], Iterable[Ligne]]
    notice: Notice
    formes: Formes | None = None
    cle: str = ""
    marques: Sequence[str] = field(default=())
    """What sets this file apart from others of the same name: its filters, for its file name."""

    @property
    def noms(self) -> list[str]:
        """Names of the columns."""
        return [c.nom for c in self.colonnes]

    def blocs(self, size: int = BLOC) -> Iterator[Bloc]:
        """Yield rows and their shapes, some at once; shapes are none for a table without any."""
        rows = iter(self.lignes())
        shapes = iter(self.formes.wkb()) if self.formes else None
        while some := list(islice(rows, size)):
            yield some, list(islice(shapes, len(some))) if shapes else [None] * len(some)
