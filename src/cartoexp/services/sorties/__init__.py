"""Every file that is downloaded: a table of typed columns in, a stream of bytes out.

A page, an endpoint or a command describes what it shows as a :class:`~.tables.Table`; one writer a
format does the rest. Nothing here knows what the rows are about.
"""

from cartoexp.services.sorties.colonnes import Colonne, Genre, Valeur
from cartoexp.services.sorties.formats import Format
from cartoexp.services.sorties.ouvrir import Entier, Flot, Sortie, ouvrir
from cartoexp.services.sorties.tables import Forme, Formes, Notice, Table

__all__ = [
    "Colonne",
    "Entier",
    "Flot",
    "Format",
    "Forme",
    "Formes",
    "Genre",
    "Notice",
    "Sortie",
    "Table",
    "Valeur",
    "ouvrir",
]
