"""Use cases: join the rows of a table or of a file to the territories of the reference.

Nothing here needs a database.
"""

from cartoexp.services.rattachements.cadre import rattacher
from cartoexp.services.rattachements.reference import connus_de, rattacheur_de

__all__ = ["connus_de", "rattacher", "rattacheur_de"]
