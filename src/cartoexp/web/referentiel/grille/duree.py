"""How long an experiment lasts, in words; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.referentiel.grille import DEBUT, MESURE, MOIS
from cartoexp.domain.referentiel.lacunes import fin

if TYPE_CHECKING:
    from cartoexp.domain.referentiel.dossier import Dossier


def duree(dossier: Dossier) -> str:
    """Return « 24 mois, de mars 2027 à févr. 2029 »; what is not said is left out."""
    start, months = dossier.dit(MESURE, DEBUT), dossier.dit(MESURE, MOIS)
    told = count(int(months), "mois", "mois") if months else ""
    if not start:
        return told
    begun = PartialDate.parse(start)
    end = fin(dossier)
    when = f"{begun.preposition} {begun.label}"
    if end is None:
        since = f"à partir du {begun.label}" if begun.jour else f"à partir de {begun.label}"
        return f"{told}, {since}" if told else f"Début {when}"
    return f"{told}, début {when}, fin en {end.label}"
