"""What is read of a file that was sent: itself, or its plain copy when libraries of C read it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.store.lecture.bac import a_part, copier

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.services.envois.sas import Envoi

MAX_LIGNES = 50_000
"""Rows that are joined while somebody waits."""


def lisible(envoi: Envoi, feuille: str | None) -> tuple[Path, str | None]:
    """Return the file to read for a sheet, and the sheet to ask it for.

    Raises:
        FichierRefuseError: it cannot be read.
    """
    if not a_part(envoi.fichier):
        return envoi.fichier, feuille
    name = sha256((feuille or "").encode()).hexdigest()[:16]
    path = envoi.dossier / f"copie-{name}"
    if not path.exists():
        draft = path.with_suffix(".en-cours")
        copier(envoi.fichier, draft, feuille, MAX_LIGNES)
        draft.rename(path)
    return path, None
