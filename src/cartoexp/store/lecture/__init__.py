"""Files that people bring, as tables of text: CSV, XLSX, ODS, Parquet, GeoJSON, GeoPackage.

``ouvrir`` tells the format by the content, finds the sheet and the header by itself, and streams
the rows. Whatever cannot be read is refused by ``FichierRefuseError``, in French, with what to do.
"""

from cartoexp.store.lecture.ouverture import ouvrir, ouvrir_octets
from cartoexp.store.lecture.tableau import MAX_CELLULE, MAX_COLONNES, MAX_OCTETS, Ligne, Tableau

__all__ = [
    "MAX_CELLULE",
    "MAX_COLONNES",
    "MAX_OCTETS",
    "Ligne",
    "Tableau",
    "ouvrir",
    "ouvrir_octets",
]
