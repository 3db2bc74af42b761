"""The report as CSV: one line a remark, in the order of the file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from cartoexp.services.sorties.inoffensif import harmless

if TYPE_CHECKING:
    from typing import TextIO

    from cartoexp.services.rapports.releve import Releve

ENTETES = ("ligne", "issue", "champ", "valeur", "message", "candidats")
SEPARATEUR = " | "


def ecrire(releve: Releve, sortie: TextIO) -> None:
    """Write every finding, none of which a spreadsheet would run."""
    writer = csv.writer(sortie, lineterminator="\r\n")
    writer.writerow(ENTETES)
    for found in releve.constats():
        told = found.remarque
        texts = (told.champ, told.valeur, told.message, SEPARATEUR.join(told.candidats))
        writer.writerow([found.ligne, found.issue.value, *map(harmless, texts)])
