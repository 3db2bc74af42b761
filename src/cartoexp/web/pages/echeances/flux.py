"""Deadlines as entries of a feed: an entry comes back when its record changes; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.typographie import NBSP, capital
from cartoexp.web.communs.atom import Entree
from cartoexp.web.communs.echeances import fiche

if TYPE_CHECKING:
    from datetime import date, datetime

    from cartoexp.domain.echeances import Echeance

MEANING = (
    "La date d’une entrée est celle de la publication du catalogue qui a changé la fiche, et non "
    "celle de l’échéance, qui est dans son titre. Les dates inconnues le disent. Liste non "
    "exhaustive."
)


def entry(e: Echeance, changed: datetime, today: date) -> Entree:
    """Return a deadline; ``changed`` is when its record last did."""
    lines = [f"{capital(phrases.quand(e))}.", f"{phrases.lieux(e.territoires)}."]
    if e.objet:
        lines.insert(0, f"Expérimentation{NBSP}: {e.experiment.titre}.")
    return Entree(
        nom=f"echeance/{e.cle}",
        titre=f"{phrases.titre(e)} ({phrases.quand(e)})",
        chemin=fiche(e),
        publiee=None,
        modifiee=changed,
        categories=[
            (e.nature.value, e.nature.label),
            *((t.value, t.label) for t in e.experiment.themes),
        ],
        resume=" ".join([*lines, *phrases.dit(e, today)]),
    )
