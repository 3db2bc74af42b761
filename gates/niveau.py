"""The communes of the product, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp import ROOT
from cartoexp.services.registry import Services

if TYPE_CHECKING:
    from cartoexp.services.profils import ProfilService

REFERENCE = ROOT / "data" / "communes"


def open_profils() -> ProfilService:
    """Return the profiles of every level; the database is never asked."""
    return Services.connect("sqlite://", REFERENCE).profils
