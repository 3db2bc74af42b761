"""A column recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartoexp.domain.colonnes.roles import Role


@dataclass(frozen=True, slots=True)
class Reconnue:
    """Its role, its place from 0, a confidence from 0 to 1, why in French."""

    role: Role
    colonne: int
    confiance: float
    raison: str
