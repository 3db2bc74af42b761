"""Sheets of a workbook: the one that looks like a table is found, the others are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.texte import fold
from cartoexp.store.lecture.refus import empty
from cartoexp.store.lecture.tableau import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from cartoexp.store.lecture.enregistrements import Enregistrement

HEAD = 100
"""Rows of each sheet that are looked at."""
_MAX_WIDTH = 20
_TOLD = 8


class Tete(NamedTuple):
    """The first rows of a sheet."""

    nom: str
    lignes: list[Enregistrement]
    cachee: bool = False


@dataclass(frozen=True, slots=True)
class Flux:
    """The rows of a sheet, the stream that they are read from, and its bytes once unpacked."""

    lignes: Iterator[Enregistrement]
    stream: IO[bytes]
    octets: int

    def octets_lus(self) -> int:
        """Return how far the stream was read, even once it is closed."""
        return self.octets if self.stream.closed else self.stream.tell()


class Classeur(Protocol):
    """A workbook, whatever its format."""

    def tetes(self) -> list[Tete]:
        """Return the first rows of each sheet."""

    def flux(self, rang: int) -> Flux:
        """Return the rows of a sheet."""


def choisir(tetes: Sequence[Tete], feuille: str | None) -> tuple[int, list[str]]:
    """Return the rank of the sheet to read, and what to tell of it.

    Raises:
        FichierRefuseError: the sheet asked for is not there, or none holds anything.
    """
    if feuille is not None:
        return _asked([head.nom for head in tetes], feuille), []
    weights = [_weight(head) for head in tetes]
    best = max(range(len(tetes)), key=lambda rank: weights[rank])
    if not weights[best]:
        raise empty()
    others = [head.nom for rank, head in enumerate(tetes) if rank != best and head.lignes]
    if not others:
        return best, []
    told = f"{count(len(others) + 1, 'feuille')}{NBSP}; lue{NBSP}: {quoted(tetes[best].nom)}."
    return best, [f"{told} Non lues{NBSP}: {listed(others)}."]


def _asked(names: Sequence[str], wanted: str) -> int:
    if wanted in names:
        return names.index(wanted)
    alike = [rank for rank, name in enumerate(names) if fold(name) == fold(wanted)]
    if len(alike) == 1:
        return alike[0]
    raise FichierRefuseError(
        f"Ce fichier n’a pas de feuille {quoted(wanted)}. Choisissez parmi{NBSP}: {listed(names)}."
    )


def _weight(head: Tete) -> float:
    """Return how much a sheet looks like a table: many rows, several columns, mostly filled."""
    rows = [sum(1 for cell in row.cellules if cell) for row in head.lignes]
    rows = [filled for filled in rows if filled]
    if not rows:
        return 0.0
    usual = sorted(rows)[len(rows) // 2]
    weight = len(rows) * min(usual, _MAX_WIDTH) if usual > 1 else len(rows) / HEAD
    return weight / HEAD if head.cachee else float(weight)


def quoted(name: str) -> str:
    """Return a name between guillemets."""
    return f"«{NBSP}{name}{NBSP}»"


def listed(names: Sequence[str]) -> str:
    """Return names between guillemets, a few of them."""
    shown = ", ".join(quoted(name) for name in names[:_TOLD])
    left = len(names) - _TOLD
    return f"{shown} et {number(left)} autres" if left > 1 else shown
