"""Reads a file in a process of its own, with little memory and time: ``python -m …bac``.

GDAL and Arrow run code of C on whatever they are given. What visitors send is read by them here,
where a fault costs one process and no more, and written as a plain copy that anyone may read.
"""

from __future__ import annotations

import itertools
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import number
from cartoexp.store.lecture import copie
from cartoexp.store.lecture.nature import Nature, nature
from cartoexp.store.lecture.ouverture import ouvrir
from cartoexp.store.lecture.tableau import MIO

MEMORY, OUTPUT, CPU_S, WAIT_S = 3_072 * MIO, 400 * MIO, 40, 60
"""Bytes of addresses and of the copy, seconds of computing and of waiting."""
PLAIN = frozenset({Nature.TEXTE, Nature.CLASSEUR, Nature.COPIE})
"""Read by Python alone."""
REFUSED = 2
_GREEDY = (
    "Ce fichier demande trop de mémoire ou de temps pour être lu ici. "
    "Enregistrez-le en CSV, ou gardez-en moins de lignes."
)


def a_part(chemin: Path) -> bool:
    """Return whether a file is to be read in a process of its own.

    Raises:
        FichierRefuseError: it is of a kind that is not read, or is empty.
    """
    return nature(chemin) not in PLAIN


def copier(chemin: Path, cible: Path, feuille: str | None, lignes: int) -> None:
    """Write the plain copy of a file, of at most so many rows.

    Raises:
        FichierRefuseError: it cannot be read, has more rows, or asks for too much.
    """
    asked = [sys.executable, "-m", __name__, str(chemin), str(cible), feuille or "", str(lignes)]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and arguments
            asked, capture_output=True, timeout=WAIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FichierRefuseError(_GREEDY) from error
    if done.returncode:
        cible.unlink(missing_ok=True)
        told = done.stdout.decode("utf-8", "replace").strip()
        raise FichierRefuseError(told if done.returncode == REFUSED and told else _GREEDY)


def main() -> int:
    """Copy the file of the arguments within bounds; write a refusal on the output."""
    chemin, cible, feuille, lignes = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    try:
        _copy(Path(chemin), Path(cible), feuille or None, int(lignes))
    except FichierRefuseError as error:
        sys.stdout.buffer.write(str(error).encode())
        return REFUSED
    return 0


def _copy(chemin: Path, cible: Path, feuille: str | None, most: int) -> None:
    with ouvrir(chemin, feuille) as table:
        head = itertools.islice(table.lignes, most)
        copie.ecrire(replace(table, lignes=head), cible)
        if next(table.lignes, None) is not None:
            raise FichierRefuseError(
                f"Ce fichier a plus de {number(most)} lignes, le plus qui soit lu ici. "
                "Partagez-le, ou employez la commande «\u00a0cartoexp join\u00a0»."
            )


if __name__ == "__main__":
    sys.exit(main())
