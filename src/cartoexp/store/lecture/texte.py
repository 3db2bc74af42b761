"""Delimited texts: encoding and delimiter found, rows streamed."""

from __future__ import annotations

import io
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from cartoexp.store.lecture import delimiteur, encodage
from cartoexp.store.lecture.enregistrements import Enregistrement, enregistrements
from cartoexp.store.lecture.grille import grille
from cartoexp.store.lecture.nettoyage import propre, sans_controle
from cartoexp.store.lecture.tableau import Tableau

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SAMPLE = 200
"""Lines that are looked at to find the delimiter."""
SAMPLE_CHARACTERS = 1 << 20
"""Fewer when they are long."""


@contextmanager
def ouvrir(chemin: Path, *, fidele: bool = False) -> Iterator[Tableau]:
    """Open a delimited text; ``fidele`` keeps blank rows, and blanks around cells.

    Raises:
        FichierRefuseError: it is no text, or holds no table.
    """
    found, size = encodage.trouver(chemin), chemin.stat().st_size
    with (
        chemin.open("rb", buffering=0) as raw,
        io.TextIOWrapper(
            io.BufferedReader(raw, 1 << 18),
            encoding=found.nom,
            errors=found.erreurs,
            newline="",
        ) as text,
    ):
        sample = list(_first(text))
        told = delimiteur.declared(sample[0]) if sample else None
        skipped = 1 if told else 0
        delimiter = told or delimiteur.trouver(sample)
        records = enregistrements(chain(sample[skipped:], text), delimiter)
        table = grille(
            _clean(records, skipped, sans_controle if fidele else propre),
            surplus=delimiter,
            fidele=fidele,
        )
        yield Tableau(
            nom="",
            entetes=table.entetes,
            ligne_entete=table.ligne_entete,
            lignes=table.lignes,
            octets_lus=lambda: size if raw.closed else raw.tell(),
            octets=size,
            remarques=(*found.remarques, *table.remarques),
        )


def _first(lines: Iterable[str]) -> Iterator[str]:
    length = 0
    for rank, line in enumerate(lines, start=1):
        yield line
        length += len(line)
        if rank == SAMPLE or length > SAMPLE_CHARACTERS:
            return


def _clean(
    records: Iterator[Enregistrement], skipped: int, cleaned: Callable[[str], str]
) -> Iterator[Enregistrement]:
    for numero, cells, told in records:
        yield Enregistrement(numero + skipped, [cleaned(cell) for cell in cells], told)
