"""New and changed experiments as entries of a feed; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.communs.atom import Entree
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from cartoexp.services.suivi import Nouvelle

MEANING = (
    "La date d’une entrée est celle de la publication du catalogue qui a ajouté ou changé la "
    "fiche, et non celle de ce qui s’est passé sur le terrain. Liste non exhaustive."
)


def entry(new: Nouvelle) -> Entree:
    """Return an experiment that is new, or changed."""
    x = new.experiment
    kind = "Nouvelle fiche" if new.neuve else "Fiche modifiée"
    return Entree(
        nom=f"experimentation/{x.id}",
        titre=typeset(x.titre),
        chemin=f"/experimentations/{x.id}",
        publiee=new.ajoutee,
        modifiee=new.modifiee,
        categories=[(t.value, t.label) for t in x.themes],
        resume=f"{kind}{NBSP}: {brut(x.resume)}",
    )
