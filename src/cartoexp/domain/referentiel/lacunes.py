"""What a grid says once it is read together: indicators, end, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.referentiel.errors import Faute
from cartoexp.domain.referentiel.grille import (
    COLONNES,
    DE_LA_MESURE,
    DEBUT,
    DU_PROJET,
    INDICATEURS,
    LIEUX,
    MESURE,
    MOIS,
    PROJET,
    champ,
)

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.referentiel.dossier import Dossier


def fin(dossier: Dossier) -> PartialDate | None:
    """Return the month, or the year, in which the experiment ends; ``None`` when it is not said."""
    start, months = dossier.dit(MESURE, DEBUT), dossier.dit(MESURE, MOIS)
    if not start or not months:
        return None
    begun = PartialDate.parse(start)
    if not begun.mois:
        return PartialDate(begun.annee + int(months) // 12) if not int(months) % 12 else None
    last = begun.annee * 12 + begun.mois - 1 + int(months) - (0 if begun.jour > 1 else 1)
    return PartialDate(last // 12, last % 12 + 1)


def indicateurs(dossier: Dossier) -> list[dict[str, str]]:
    """Return the indicators that have a name, in order, by column."""
    rows = [
        {c.nom: dossier.dit(MESURE, champ(c, i)) for c in COLONNES}
        for i in range(1, INDICATEURS + 1)
    ]
    return [row for row in rows if row[COLONNES[0].nom]]


def manques(dossier: Dossier, jour: date) -> list[Faute]:
    """Return what a deliberation would be right to ask for and is not there; nothing is refused.

    ``champ`` is the part to open.
    """
    projet = dossier.partie(PROJET).valeurs
    found = [Faute(PROJET, f"{c.libelle}.") for c in DU_PROJET if not projet.get(c.nom)]
    rows = indicateurs(dossier)
    if not rows:
        found.append(Faute(MESURE, "Au moins un indicateur."))
    found += [
        Faute(MESURE, f"La valeur de départ de «\u00a0{row['nom']}\u00a0».")
        for row in rows
        if not row["depart"]
    ]
    found += [
        Faute(MESURE, f"La cible de «\u00a0{row['nom']}\u00a0».")
        for row in rows
        if not row["cible"]
    ]
    mesure = dossier.partie(MESURE).valeurs
    found += [Faute(MESURE, f"{c.libelle}.") for c in DE_LA_MESURE if not mesure.get(c.nom)]
    if not mesure.get(DEBUT) or not mesure.get(MOIS):
        found.append(Faute(MESURE, "Le début et la durée."))
    else:
        found += _deja(str(mesure[DEBUT]), jour)
    if not dossier.partie(LIEUX).valeurs.get("temoins"):
        found.append(Faute(LIEUX, "Des territoires témoins."))
    return found


def _deja(text: str, jour: date) -> list[Faute]:
    begun = PartialDate.parse(text)
    if (begun.annee, begun.mois or 12, begun.jour or 31) >= (jour.year, jour.month, jour.day):
        return []
    told = (
        "Le début est passé\u00a0: choisis après coup, les critères et les témoins convainquent "
        "moins. Dites-le dans la délibération."
    )
    return [Faute(MESURE, told)]
