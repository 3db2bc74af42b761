"""What the team asks of its comparison territories."""

from __future__ import annotations

from dataclasses import dataclass

from cartoexp.domain.vocabulaires import Vocabulaire

MOST_ESSAIS, MOST_PAR, MOST_TEMOINS = 12, 5, 36
"""Territories that try, controls of each, controls in all: what two pages can name."""
DISTANCES_KM = (0, 15, 30, 50, 100)
"""Distances from those that try within which no control is taken; 0: any distance will do."""
PAR = 5
"""Controls of each territory, unless the team says otherwise."""


class Portee(Vocabulaire):
    """Where controls are sought."""

    FRANCE = "", "Toute la France"
    REGION = "region", "La même région"
    DEPARTEMENT = "departement", "Le même département"
    HORS_DEPARTEMENT = "hors_departement", "Hors du département"


@dataclass(frozen=True, slots=True)
class Reglages:
    """Rules on controls.

    ``par``: controls of each territory. ``experimentation``: the one of the catalogue that is
    tried; who runs it is never a control. ``theme``: leave out who runs any experiment of its
    themes. ``meme_epci``: admit communes of the same intercommunalité. ``proches``: admit only
    what the engine calls near. ``ecartes``: codes that the team leaves out.
    """

    par: int = PAR
    experimentation: str = ""
    theme: bool = False
    meme_epci: bool = False
    distance_km: int = 0
    portee: Portee = Portee.FRANCE
    proches: bool = True
    ecartes: tuple[str, ...] = ()
