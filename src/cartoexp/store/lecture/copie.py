"""A table written as plain lines of JSON: what a file held, read once and for all."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cartoexp.store.lecture.casse import refuse
from cartoexp.store.lecture.tableau import MIO, Ligne, Tableau

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

MARK = '{"cartoexp-tableau": '
_LONGEST_HEAD = 4 * MIO
_DETAILS = ("nom", "entetes", "ligne_entete", "remarques", "feuilles")


def ecrire(table: Tableau, chemin: Path) -> None:
    """Write a table, row by row."""
    told = {name: getattr(table, name) for name in _DETAILS}
    with chemin.open("w", encoding="utf-8") as out:
        out.write(f"{MARK}{json.dumps(told, ensure_ascii=False)}}}\n")
        out.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in table.lignes)


@contextmanager
def ouvrir(chemin: Path) -> Iterator[Tableau]:
    """Open a table that was written so.

    Raises:
        FichierRefuseError: it was not, or is cut.
    """
    with chemin.open("rb") as stream:
        yield _table(stream, chemin.stat().st_size)


def _table(stream: IO[bytes], size: int) -> Tableau:
    with refuse(ValueError, KeyError, TypeError):
        told = json.loads(stream.readline(_LONGEST_HEAD))["cartoexp-tableau"]
        names = tuple(str(name) for name in told["entetes"])
        return Tableau(
            nom=str(told["nom"]),
            entetes=names,
            ligne_entete=int(told["ligne_entete"]),
            lignes=_rows(stream, len(names)),
            octets_lus=lambda: size if stream.closed else stream.tell(),
            octets=size,
            remarques=tuple(map(str, told["remarques"])),
            feuilles=tuple(map(str, told["feuilles"])),
        )


def _rows(stream: IO[bytes], width: int) -> Iterator[Ligne]:
    with refuse(ValueError, KeyError, TypeError):
        for line in stream:
            numero, cells, told = json.loads(line)
            if len(cells) != width:
                raise ValueError(numero)
            yield Ligne(int(numero), tuple(map(str, cells)), str(told))
