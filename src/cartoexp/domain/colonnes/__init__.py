"""Recognition of the columns of any file, and the mapping that is made of it."""

from cartoexp.domain.colonnes.connus import Connus
from cartoexp.domain.colonnes.correspondance import Correspondance
from cartoexp.domain.colonnes.reconnaissance import reconnaitre
from cartoexp.domain.colonnes.reconnue import Reconnue
from cartoexp.domain.colonnes.roles import TERRITORIAUX, Role

__all__ = ["TERRITORIAUX", "Connus", "Correspondance", "Reconnue", "Role", "reconnaitre"]
