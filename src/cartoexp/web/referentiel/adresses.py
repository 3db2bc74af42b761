"""Addresses of these pages."""

from __future__ import annotations

PATH = "/referentiel"
FICHIER = f"{PATH}.toml"
EVALUATION, GRILLE = f"{PATH}/evaluation", f"{PATH}/grille"
SUPPRIMER = "supprimer"
DOCUMENT = "grille.pdf"


def sous(racine: str, jeton: str, *suite: str) -> str:
    """Return the path of what is behind a link, or of what is under it."""
    return "/".join([racine, jeton, *suite])
