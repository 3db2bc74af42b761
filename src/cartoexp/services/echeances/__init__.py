"""Use cases on deadlines: the register, its counts, when each was last changed."""

from cartoexp.services.echeances.comptes import Comptes
from cartoexp.services.echeances.service import EcheanceService, Registre

__all__ = ["Comptes", "EcheanceService", "Registre"]
