"""Workbooks: the sheet that is a table, as a table."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from cartoexp.store.lecture.archives import ouvrir_archive
from cartoexp.store.lecture.feuilles import choisir
from cartoexp.store.lecture.grille import grille
from cartoexp.store.lecture.ods import CONTENT, ClasseurOds
from cartoexp.store.lecture.tableau import Tableau
from cartoexp.store.lecture.xlsx import ClasseurXlsx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipFile

    from cartoexp.store.lecture.feuilles import Classeur


@contextmanager
def ouvrir(chemin: Path, feuille: str | None = None, *, fidele: bool = False) -> Iterator[Tableau]:
    """Open a workbook, XLSX or ODS; ``fidele`` keeps the blank rows between others.

    Raises:
        FichierRefuseError: it is broken, hostile, empty, or has no such sheet.
    """
    with ouvrir_archive(chemin) as archive:
        book = _book(archive)
        heads = book.tetes()
        rank, remarks = choisir(heads, feuille)
        flux = book.flux(rank)
        with closing(flux.stream):
            table = grille(flux.lignes, fidele=fidele)
            yield Tableau(
                nom=heads[rank].nom,
                entetes=table.entetes,
                ligne_entete=table.ligne_entete,
                lignes=table.lignes,
                octets_lus=flux.octets_lus,
                octets=flux.octets,
                remarques=(*remarks, *table.remarques),
                feuilles=tuple(head.nom for head in heads),
            )


def _book(archive: ZipFile) -> Classeur:
    return ClasseurOds(archive) if CONTENT in archive.NameToInfo else ClasseurXlsx(archive)
