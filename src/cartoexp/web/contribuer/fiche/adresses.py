"""Addresses of what is proposed, and the names of what its forms send."""

from __future__ import annotations

from urllib.parse import urlencode

ACCUEIL = "/contribuer"
COMMENCER = f"{ACCUEIL}/experimentation"
BROUILLON = f"{ACCUEIL}/brouillon"
CRITERES = f"{ACCUEIL}/criteres"
DEROGATION = f"{ACCUEIL}/derogation"
FICHE, GENRE = "fiche", "genre"
SOUTIEN, NORME = "soutien", "norme"
"""The derogation, the norm, that a new one repeats."""
ACTION, VU, COURRIEL = "action", "vu", "courriel"
AJOUT, OUVRIR, VERIFIER, NOUVEAU, ENREGISTRE = (
    "ajout",
    "ouvrir",
    "verifier",
    "nouveau",
    "enregistre",
)
"""Names of what an address may ask of a step."""
A_CORRIGER = "a-corriger"


def commencer(genre: str, fiche: str, **query: str) -> str:
    """Return where a contribution to a record begins."""
    kept = {name: told for name, told in query.items() if told}
    return f"{COMMENCER}?{urlencode({FICHE: fiche, GENRE: genre, **kept})}"


def deroger(**query: str) -> str:
    """Return where one says that a derogation is asked for: a ``soutien``, on a ``norme``."""
    return f"{DEROGATION}?{urlencode(query)}" if query else DEROGATION


def brouillon(jeton: str, etape: str = "", ancre: str = "", **query: str) -> str:
    """Return the address of a draft, or of one of its steps."""
    path = f"{BROUILLON}/{jeton}/{etape}" if etape else f"{BROUILLON}/{jeton}"
    asked = f"?{urlencode(query)}" if query else ""
    return f"{path}{asked}{'#' if ancre else ''}{ancre}"


def suivi(jeton: str) -> str:
    """Return where a contribution that was sent is followed."""
    return f"{ACCUEIL}/suivi/{jeton}"


def retrait(jeton: str) -> str:
    """Return where a contribution is given up."""
    return f"{suivi(jeton)}/retrait"


def signaler(fiche: str) -> str:
    """Return where an error of a record is reported."""
    return f"{ACCUEIL}/signaler?{urlencode({FICHE: fiche})}"


def toujours_exact(fiche: str) -> str:
    """Return where one says that a record is still true."""
    return f"{ACCUEIL}/toujours-exact?{urlencode({FICHE: fiche})}"
