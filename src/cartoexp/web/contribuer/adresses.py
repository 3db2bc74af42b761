"""Addresses of the page, and the names of what its forms send."""

from __future__ import annotations

from urllib.parse import urlencode

PATH = "/contribuer/importer"
TITRE = "Importer un fichier"
FICHIER, CORRESPONDANCE, SUITE, FEUILLE = "fichier", "correspondance", "suite", "feuille"
ROLE, LIGNE = "role-", "ligne-"
"""Beginnings of the names of the fields of columns and of corrections."""


def etape(jeton: str, nom: str = "", **query: str) -> str:
    """Return the address of a step for a file that was sent."""
    path = f"{PATH}/{jeton}/{nom}" if nom else f"{PATH}/{jeton}"
    kept = {k: v for k, v in query.items() if v}
    return f"{path}?{urlencode(kept)}" if kept else path
