"""Use case: import a file into the catalogue, all or nothing; try it, list imports, undo them."""

from cartoexp.services.imports.bilan import Bilan
from cartoexp.services.imports.etat import sessions_pretes
from cartoexp.services.imports.examen import Apercu, Fichier, apercevoir
from cartoexp.services.imports.importer import Demande, Lieux, importer
from cartoexp.services.imports.lots import Tenu, annuler, lister

__all__ = [
    "Apercu",
    "Bilan",
    "Demande",
    "Fichier",
    "Lieux",
    "Tenu",
    "annuler",
    "apercevoir",
    "importer",
    "lister",
    "sessions_pretes",
]
