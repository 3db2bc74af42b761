"""Use cases: accounts of who moderates and administers. One call is one transaction."""

from cartoexp.services.comptes.authentification import Authentification, ParMotDePasse
from cartoexp.services.comptes.hachage import Hacheur
from cartoexp.services.comptes.service import CompteService, opened

__all__ = ["Authentification", "CompteService", "Hacheur", "ParMotDePasse", "opened"]
