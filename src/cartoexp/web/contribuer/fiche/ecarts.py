"""What a step says elsewhere than on the page that is sent: field by field, to choose; pure."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web import champs
from cartoexp.web.contribuer.fiche import lignes
from cartoexp.web.contribuer.fiche.recapitulatif import valeur
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.contribuer.fiche.atelier import Atelier
    from cartoexp.web.contribuer.fiche.envoi import Envoi
    from cartoexp.web.contribuer.fiche.etapes import Etape
    from cartoexp.web.html import Node

RIEN = lignes.Rangee({})


def ecarts(atelier: Atelier, etape: Etape, envoi: Envoi) -> Node:
    """Return what is saved wherever it is not what was sent, nothing when all is the same."""
    held = atelier.amende(etape), atelier.proposees(etape)
    pairs = zip_longest(
        lignes.montrer(etape.table, *held),
        lignes.envoyer(etape.table, *held, envoi.lignes),
        fillvalue=RIEN,
    )
    sources = dict(atelier.sources())
    items = [
        html.Li([f"{asked.label}{NBSP}: ", valeur(asked, there, sources) if there else "vide"])
        for saved, sent in pairs
        for asked in champs.champs(etape.table)
        if (there := saved.cellules.get(asked.nom, "")) != sent.cellules.get(asked.nom, "")
    ]
    if not items:
        return None
    return [html.P("Ce qui est enregistré et qui diffère d’ici\u00a0:"), html.Ul(items)]
