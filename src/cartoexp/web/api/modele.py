"""The card of a model as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.fiche_modele import LIMITES

if TYPE_CHECKING:
    from cartoexp.domain.epreuve import Epreuve
    from cartoexp.services.fiche_modele import FicheModele, NiveauAppris
    from cartoexp.services.profils import ProfilService
    from cartoexp.web.api.schemas import essaimage as shapes

DECIMALS = 3


def card(found: FicheModele, profils: ProfilService) -> shapes.Fiche:
    """Return what the ranking of an experiment learns from, how well it does, what it ignores."""
    x = found.record.experiment
    themes = dict.fromkeys(
        theme
        for level in found.niveaux
        for theme in profils.level(level.depart.niveau).profils.themes
    )
    return {
        "id": x.id,
        "titre": x.titre,
        "niveaux": [_level(level) for level in found.niveaux],
        "abandonnees": found.niveaux[0].depart.arretes if found.niveaux else 0,
        "themes": list(themes),
        "conditionsTransfert": x.conditions_transfert,
        "limites": [typeset(told) for told in LIMITES],
    }


def _level(level: NiveauAppris) -> shapes.NiveauAppris:
    methode: Any = level.methode
    return {
        "niveau": NiveauCarte(level.depart.niveau.value),
        "implantations": len(level.depart.territoires),
        "montees": level.depart.montes,
        "ecartes": list(level.depart.ecartes),
        "methode": methode,
        "candidats": level.candidats,
        "epreuve": _test(level.epreuve) if level.epreuve else None,
    }


def _test(epreuve: Epreuve) -> shapes.Epreuve:
    return {
        "cachees": epreuve.cachees,
        "tirages": epreuve.tirages,
        "rappel": round(epreuve.rappel, DECIMALS),
        "auc": round(epreuve.auc, DECIMALS),
        "indicatif": epreuve.indicatif,
    }
