"""What every reader returns: the header, and the rows one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MIO = 1024 * 1024

MAX_OCTETS = 200 * MIO
"""Largest file that is read, in bytes."""

MAX_COLONNES = 2_000
"""Most columns: INSEE's widest files have 1,900."""

MAX_LIGNES = 1_048_576
"""Most rows of a sheet: what spreadsheets hold."""

MAX_CELLULE = 2_000_000
"""Longest cell, in characters: the outline of a région written in a cell has a million."""

NBSP = "\u00a0"


class Ligne(NamedTuple):
    """One row: where it is in the file, its cells, and what was mended in reading it."""

    numero: int
    """Line of a text, row of a sheet (both from 1), rank of a record elsewhere."""
    cellules: tuple[str, ...]
    remarque: str = ""
    """In French; empty as a rule."""


@dataclass(frozen=True)
class Tableau:
    """A table being read; it is closed with the context that gave it."""

    nom: str
    """Name of the sheet or of the layer, empty for a text."""
    entetes: tuple[str, ...]
    """Names of the columns, all of them distinct and none empty."""
    ligne_entete: int
    """Line that holds the header, 0 when the names are ours or the format's own."""
    lignes: Iterator[Ligne]
    """To be read once; raises ``FichierRefuseError`` where the file is cut or broken."""
    octets_lus: Callable[[], int]
    octets: int
    """Same unit as ``octets_lus``: for a progress bar, not the size on the disk."""
    remarques: tuple[str, ...]
    """What was recognised or mended, in French, a sentence each."""
    feuilles: tuple[str, ...] = ()
    """Every sheet or layer that may be asked for, in the order of the file."""
