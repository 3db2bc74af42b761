"""Where a step leads once it is saved: where its button says, unless something is wrong; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.adresses import (
    A_CORRIGER,
    AJOUT,
    ENREGISTRE,
    NOUVEAU,
    OUVRIR,
    VERIFIER,
    brouillon,
)
from cartoexp.web.contribuer.fiche.etapes import Etape, suivante

if TYPE_CHECKING:
    from cartoexp.web.contribuer.fiche.atelier import Atelier
    from cartoexp.web.contribuer.fiche.envoi import Envoi


def suite(atelier: Atelier, etape: Etape, envoi: Envoi, *, nouveau: bool = False) -> str:
    """Return the address; ``nouveau`` when the draft was just made: its link is then told first."""
    table, target, anchor = etape.table, etape.value, ""
    asked: dict[str, str] = {}
    rows = atelier.rangees(etape) if table else []
    match envoi.action:
        case cadre.QUITTER:
            return brouillon(atelier.jeton)
        case cadre.ALLER if envoi.objet in {e.value for e in atelier.etapes}:
            target = envoi.objet
        case cadre.CONTINUER if any(p.etape is etape and p.bloque for p in atelier.points()):
            anchor, asked = A_CORRIGER, {VERIFIER: "oui"}
        case cadre.CONTINUER:
            target = suivante(atelier.genre, etape).value
        case cadre.AJOUTER:
            anchor, asked = f"{table}-{len(rows)}", {AJOUT: "oui"}
        case cadre.OUVRE if envoi.objet in {row.cle for row in rows}:
            rank = [row.cle for row in rows].index(envoi.objet)
            anchor, asked = f"{table}-{rank}", {OUVRIR: envoi.objet}
        case cadre.CHERCHER if envoi.objet.startswith(f"{table}-"):
            anchor = envoi.objet
        case _:
            asked = {ENREGISTRE: "oui"}
    told = {NOUVEAU: "oui"} if nouveau else {}
    return brouillon(atelier.jeton, target, anchor, **told, **asked)
