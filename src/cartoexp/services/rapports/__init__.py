"""Reports on the rows of a file, as CSV or as a page.

``with Releve() as releve``, then ``releve.noter(ligne, issue, Remarque(champ, valeur, message))``
once for each row of the file, then ``ecrire(releve, Entete(…), Path("rapport.html"))``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Constat, Issue, Remarque
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.phrases.dates import day
from cartoexp.services.rapports import page, tableur
from cartoexp.services.rapports.releve import Releve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["SUFFIXES", "Constat", "Entete", "Issue", "Releve", "Remarque", "ecrire", "verifier"]

SUFFIXES = (".csv", ".html")


@dataclass(frozen=True, slots=True)
class Entete:
    """What stands above a report; ``precisions`` are (what, text) pairs.

    Empty texts are left out.
    """

    titre: str
    phrase: str
    fichier: str
    sha256: str
    jour: date
    precisions: Sequence[tuple[str, str]] = field(default=())

    def paires(self) -> list[tuple[str, str]]:
        """Return what is told of the file."""
        told = [("Fichier", self.fichier), ("Empreinte (sha256)", self.sha256)]
        told += [("Date du rapport", day(self.jour)), *self.precisions]
        return [(what, text) for what, text in told if text]


def verifier(chemin: Path) -> None:
    """Refuse a report that could not be written, before any work is done.

    Raises:
        DataFileError: when the suffix is not of a report, or the folder does not exist.
    """
    if chemin.suffix.lower() not in SUFFIXES:
        cure = "Donnez un nom qui finit par .csv ou .html"
        raise DataFileError(chemin, "format de rapport inconnu", cure)
    if not chemin.parent.is_dir():
        raise DataFileError(chemin, "dossier absent", "Créez-le, ou nommez-en un autre")


def ecrire(releve: Releve, entete: Entete, chemin: Path) -> None:
    """Write the report in the format of its suffix.

    Raises:
        DataFileError: when it cannot be written.
    """
    verifier(chemin)
    try:
        with chemin.open("w", encoding="utf-8", errors="replace", newline="") as sortie:
            if chemin.suffix.lower() == ".csv":
                tableur.ecrire(releve, sortie)
            else:
                page.ecrire(releve, entete, sortie)
    except OSError as error:
        cure = "Nommez-en un autre"
        raise DataFileError(chemin, "rapport impossible à écrire", cure) from error
