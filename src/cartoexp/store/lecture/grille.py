"""From the rows of a grid (a text, a sheet) to a table: header, width, blank rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.store.lecture import entetes
from cartoexp.store.lecture.noms import distincts
from cartoexp.store.lecture.refus import empty, too_wide
from cartoexp.store.lecture.tableau import MAX_COLONNES, NBSP, Ligne
from cartoexp.store.lecture.vides import MOST, avec_vides, remplie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.store.lecture.enregistrements import Enregistrement

SAMPLE_CHARACTERS = 1 << 22
"""The header is sought in fewer rows when they are long."""


@dataclass(frozen=True, slots=True)
class Grille:
    """The header of a grid and its rows, all of the header's width."""

    entetes: tuple[str, ...]
    ligne_entete: int
    lignes: Iterator[Ligne]
    remarques: tuple[str, ...]


def grille(
    rows: Iterator[Enregistrement], surplus: str | None = None, *, fidele: bool = False
) -> Grille:
    """Return the table that rows make; cells are already clean, blank rows are left out.

    ``surplus`` joins the cells that a row has beyond the width of the table, with a remark; when
    it is ``None`` rows are naturally of any width, and only cells beyond are told. ``fidele``
    keeps blank rows that stand between others.

    Raises:
        FichierRefuseError: no row is filled, or the table has more than ``MAX_COLONNES``.
    """
    seen: list[Enregistrement] = []
    noted = _noted(rows, seen) if fidele else rows
    sample, parted = _first(noted, skipping=surplus is None)
    if not sample:
        raise empty()
    cells = [[cell.strip() for cell in row.cellules] for row in sample]
    found = entetes.trouver(cells, parted, usual=surplus is not None)
    width = len(found.noms)
    if width > MAX_COLONNES:
        raise too_wide()
    names, remarks = distincts(found.noms)
    headed = found.corps > found.premiere
    told = [*_about(found, sample), *(remarks if headed else ())]
    if fidele:
        after = seen.index(sample[found.corps - 1]) + 1 if found.corps else 0
        body = avec_vides(chain(seen[after:], rows), feuille=surplus is None)
    else:
        body = chain(sample[found.corps :], (row for row in rows if any(row.cellules)))
    return Grille(
        names,
        sample[found.corps - 1].numero if headed else 0,
        _even(body, width, surplus),
        tuple(told),
    )


def _noted(rows: Iterator[Enregistrement], seen: list[Enregistrement]) -> Iterator[Enregistrement]:
    for row in rows:
        if len(seen) < MOST or remplie(row.cellules):
            seen.append(row)
        yield row


def _first(
    rows: Iterator[Enregistrement], *, skipping: bool
) -> tuple[list[Enregistrement], list[bool]]:
    """Return the first rows that are filled, and which have a blank row above them.

    ``skipping`` tells that blank rows may be left out already: their numbers are then missing.
    """
    found: list[Enregistrement] = []
    parted: list[bool] = []
    length, blank = 0, False
    for row in rows:
        if not remplie(row.cellules):
            blank = True
            continue
        parted.append(blank or (skipping and bool(found) and row.numero > found[-1].numero + 1))
        found.append(row)
        blank = False
        length += sum(map(len, row.cellules))
        if len(found) == entetes.SAMPLE or length > SAMPLE_CHARACTERS:
            break
    return found, parted


def _about(found: entetes.Entete, sample: list[Enregistrement]) -> Iterator[str]:
    if found.premiere:
        words = "ligne passée", "lignes passées"
        yield f"{count(found.premiere, *words)} avant les titres des colonnes."
    height = found.corps - found.premiere
    if height > 1:
        first, last = sample[found.premiere].numero, sample[found.corps - 1].numero
        yield f"Titres des colonnes lus sur les lignes {number(first)} à {number(last)}."
    if not height:
        yield (
            "Aucune ligne de titres reconnue"
            f"{NBSP}: les colonnes sont nommées colonne_1, colonne_2…"
        )


def _even(rows: Iterator[Enregistrement], width: int, surplus: str | None) -> Iterator[Ligne]:
    for numero, cells, told in rows:
        if len(cells) == width:
            yield Ligne(numero, tuple(cells), told)
        else:
            yield _mended(numero, cells, told, width, surplus)


def _mended(numero: int, cells: list[str], told: str, width: int, surplus: str | None) -> Ligne:
    remarks = [told] if told else []
    wide = entetes.extent(cells)
    kept = cells[:width] + [""] * (width - len(cells))
    if wide > width:
        kept[-1] = (surplus or " ").join(cells[width - 1 : wide])
        words = "cellule de trop, gardée", "cellules de trop, gardées"
        remarks.append(f"{count(wide - width, *words)} à la fin de la dernière colonne")
    elif len(cells) < width and surplus is not None:
        words = "cellule manquante", "cellules manquantes"
        remarks.append(f"{count(width - len(cells), *words)} en fin de ligne")
    return Ligne(numero, tuple(kept), f"{NBSP}; ".join(remarks))
