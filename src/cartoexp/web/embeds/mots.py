"""Words of embeds that the sentence engine does not write; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP, THIN

if TYPE_CHECKING:
    from collections.abc import Sequence

LICENCE = f"Licence Ouverte{NBSP}2.0"
CONTOURS = "IGN, INSEE, DGCL"


def sources(data: Sequence[str], millesime: str) -> str:
    """Return « Sources : catalogue Cartoexp ; contours IGN, INSEE, DGCL, millésime 2026 »."""
    outlines = f"contours {CONTOURS}, millésime{NBSP}{millesime}"
    return f"Sources{NBSP}: {f'{THIN}; '.join([*data, outlines])}. {LICENCE}."


def catalogue() -> str:
    """Return the line of the sources of what only the catalogue tells."""
    return f"Source{NBSP}: catalogue Cartoexp. {LICENCE}."
