"""Words of the page: weights and themes."""

from __future__ import annotations

from cartoexp.domain.lecture import THEMES


def weight(value: float) -> str:
    """Return « 1 » or « 1,5 »."""
    return f"{value:g}".replace(".", ",")


def theme(identifier: str) -> str:
    """Return the name of a theme of indicators."""
    return {**THEMES, "voisinage": "Voisinage d’une implantation"}.get(identifier, identifier)
