"""Accounts of who moderates and administers."""

from cartoexp.domain.comptes.compte import Compte, Role
from cartoexp.domain.comptes.errors import (
    AccesReserveError,
    CompteInconnuError,
    CompteRefuseError,
    ConnexionRefuseeError,
    FormulairePerimeError,
    LienPerduError,
    MotDePasseRefuseError,
    SessionRequiseError,
)

__all__ = [
    "AccesReserveError",
    "Compte",
    "CompteInconnuError",
    "CompteRefuseError",
    "ConnexionRefuseeError",
    "FormulairePerimeError",
    "LienPerduError",
    "MotDePasseRefuseError",
    "Role",
    "SessionRequiseError",
]
