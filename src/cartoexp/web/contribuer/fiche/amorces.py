"""What the form of a derogation says already: that of another territory, or its norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.normes import libelle_articles
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.vocabulaires import Decision

if TYPE_CHECKING:
    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.services.derogations import DerogationService


def lire(derogations: DerogationService, soutien: str = "", norme: str = "") -> Ligne | None:
    """Return the cells that are known: of the derogation that is supported, or of a norm.

    What was decided for one territory is not for another.

    Raises:
        DerogationNotFoundError: the registry has no such derogation, or norm.
    """
    if soutien:
        d = derogations.lire(soutien).derogation
        told = {
            "norme_texte": d.norme_texte,
            "norme_article": d.norme_article,
            "norme_url": d.norme_url,
            "objet": d.objet,
            "autorite": d.autorite,
            "fondement": d.fondement.value,
            "decision": Decision.EN_ATTENTE.value,
        }
        return {name: cell for name, cell in told.items() if cell}
    if norme:
        rang = derogations.norme(norme)
        cells = {"norme_texte": rang.inscriptions[0].derogation.norme_texte}
        if rang.norme.articles:
            articles = libelle_articles(rang.norme.articles)
            cells["norme_article"] = f"art. {articles.replace(NBSP, ' ')}"
        return cells
    return None
