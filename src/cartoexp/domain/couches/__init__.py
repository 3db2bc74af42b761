"""Layers that visitors bring: what is kept of one, values by territory, what a map shows; pure."""

from cartoexp.domain.couches.couche import (
    Comptes,
    Couche,
    Cumul,
    Dessin,
    Lignes,
    Nature,
)
from cartoexp.domain.couches.errors import (
    CleRefuseeError,
    CoucheEffaceeError,
    CoucheNotFoundError,
    CoucheRefuseeError,
    CouchesEpuiseesError,
)

__all__ = [
    "CleRefuseeError",
    "Comptes",
    "Couche",
    "CoucheEffaceeError",
    "CoucheNotFoundError",
    "CoucheRefuseeError",
    "CouchesEpuiseesError",
    "Cumul",
    "Dessin",
    "Lignes",
    "Nature",
]
