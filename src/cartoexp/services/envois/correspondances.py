"""The mapping that comes with a file: its own, or that of the file whose rows it takes up again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import Correspondance, Role
from cartoexp.domain.errors import CorrespondanceError, EnvoiPerduError
from cartoexp.services.envois.resultats import CHOIX, FOLDER

if TYPE_CHECKING:
    from cartoexp.services.envois.apercu import Apercu
    from cartoexp.services.envois.sas import Envoi, Sas

GIVEN = "donnee.toml"


def retenir(sas: Sas, envoi: Envoi, apercu: Apercu, texte: str, suite: str) -> None:
    """Keep the mapping that a file is to be read with; ``suite`` names an earlier file.

    Raises:
        CorrespondanceError: the mapping is not one, or names columns that the file lacks.
    """
    if texte:
        Correspondance.lire(texte, apercu.entetes)
    elif suite:
        with suppress(EnvoiPerduError, OSError, CorrespondanceError):
            told = (sas.trouver(suite).dossier / FOLDER / CHOIX).read_text(encoding="utf-8")
            Correspondance.lire(told, apercu.entetes)
            texte = told
    if texte:
        (envoi.dossier / GIVEN).write_text(texte, encoding="utf-8")


def retenues(envoi: Envoi, apercu: Apercu) -> dict[Role, str]:
    """Return columns by role: of the last join, of the mapping given, or recognised."""
    for path in (envoi.dossier / FOLDER / CHOIX, envoi.dossier / GIVEN):
        with suppress(OSError, CorrespondanceError):
            mapping = Correspondance.lire(path.read_text(encoding="utf-8"), apercu.entetes)
            return {role: apercu.entetes[place] for role, place in mapping.colonnes.items()}
    return apercu.roles()
