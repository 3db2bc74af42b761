"""Use cases: join the rows of a table or of a file to the territories of the reference.

Nothing here needs a database.
"""

from cartoexp.services.rattachements.cadre import rattacher
from cartoexp.services.rattachements.choix import Demande
from cartoexp.services.rattachements.fichiers import Bilan, joindre
from cartoexp.services.rattachements.reference import connus_de, rattacheur_de

__all__ = ["Bilan", "Demande", "connus_de", "joindre", "rattacher", "rattacheur_de"]
