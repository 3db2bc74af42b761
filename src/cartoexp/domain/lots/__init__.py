"""Lots: what an import brings to the catalogue, kept beside it and applied to each new version."""

from cartoexp.domain.lots.application import Application, Ecart, appliquer
from cartoexp.domain.lots.lot import Apport, Fiche, Genre, Lot, Provenance

__all__ = [
    "Application",
    "Apport",
    "Ecart",
    "Fiche",
    "Genre",
    "Lot",
    "Provenance",
    "appliquer",
]
