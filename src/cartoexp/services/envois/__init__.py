"""Use cases: files that visitors send, kept for an hour, looked at and joined to territories.

Nothing of them enters the catalogue, and nothing here needs a database.
"""

from cartoexp.services.envois.apercu import Apercu, Colonne, regarder
from cartoexp.services.envois.copies import MAX_LIGNES
from cartoexp.services.envois.correspondances import retenir, retenues
from cartoexp.services.envois.jointure import corriger, fichier_de, joindre_envoi
from cartoexp.services.envois.resultats import SHOWN, Reste, Resultat, resultat_de
from cartoexp.services.envois.sas import DUREE_S, MAX_ENVOI, Envoi, Sas

__all__ = [
    "DUREE_S",
    "MAX_ENVOI",
    "MAX_LIGNES",
    "SHOWN",
    "Apercu",
    "Colonne",
    "Envoi",
    "Reste",
    "Resultat",
    "Sas",
    "corriger",
    "fichier_de",
    "joindre_envoi",
    "regarder",
    "resultat_de",
    "retenir",
    "retenues",
]
