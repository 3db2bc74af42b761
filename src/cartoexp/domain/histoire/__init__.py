"""Communes through time: what a code was on a day, and what it is now."""

from cartoexp.domain.histoire import recit
from cartoexp.domain.histoire.periodes import Borne, Evenement, Periode
from cartoexp.domain.histoire.registre import Datee, Registre

__all__ = ["Borne", "Datee", "Evenement", "Periode", "Registre", "recit"]
