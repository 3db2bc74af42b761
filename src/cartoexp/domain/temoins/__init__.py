"""Comparison territories: matched to those that try, with what their likeness is worth."""

from cartoexp.domain.temoins.appariement import apparier
from cartoexp.domain.temoins.equilibrage import equilibrer
from cartoexp.domain.temoins.equilibre import Equilibre, Ligne, Verdict, peser
from cartoexp.domain.temoins.puissance import decelable

__all__ = ["Equilibre", "Ligne", "Verdict", "apparier", "decelable", "equilibrer", "peser"]
