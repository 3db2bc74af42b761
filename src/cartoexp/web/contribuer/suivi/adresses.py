"""Addresses of what a contributor sees behind their link."""

PATH = "/contribuer/suivi"
REPONSE, RETRAIT = "reponse", "retrait"
BROUILLON = "/contribuer/brouillon"


def suivi(jeton: str, nom: str = "") -> str:
    """Return the address of a contribution, or of what is done with it."""
    return f"{PATH}/{jeton}/{nom}" if nom else f"{PATH}/{jeton}"
