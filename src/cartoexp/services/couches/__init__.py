"""Use cases: layers that visitors bring, kept for thirty days. One call is one transaction."""

from cartoexp.services.couches.coloriage import Coloriage, Remarques, colorier
from cartoexp.services.couches.fabrique import Choix, Proposee, fabriquer, propositions
from cartoexp.services.couches.service import CoucheService, opened

__all__ = [
    "Choix",
    "Coloriage",
    "CoucheService",
    "Proposee",
    "Remarques",
    "colorier",
    "fabriquer",
    "opened",
    "propositions",
]
