"""Use case: propose comparison territories to those that are about to try something."""

from cartoexp.services.temoins.reglages import Portee, Reglages
from cartoexp.services.temoins.regles import Regle
from cartoexp.services.temoins.service import Appariement, Paire, Temoin, TemoinService

__all__ = ["Appariement", "Paire", "Portee", "Reglages", "Regle", "Temoin", "TemoinService"]
