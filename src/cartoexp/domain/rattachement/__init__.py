"""Joining the rows of any file to territories: the only territory possible, or none.

Each row ends in exactly one status, with a reason in French; nothing is ever guessed.
"""

from cartoexp.domain.rattachement.rattacheur import Rattacheur
from cartoexp.domain.rattachement.types import Indices, Rattachement, Statut, Voie

__all__ = ["Indices", "Rattachement", "Rattacheur", "Statut", "Voie"]
