"""What was written by who can no longer decide: shown, sent along if they take it back; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Etat
from cartoexp.web.champs import cacher, nommer
from cartoexp.web.communs import difference
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.contributions import saisie as s

if TYPE_CHECKING:
    from cartoexp.web.html import Element, Node
    from cartoexp.web.moderation.contributions.saisie import Saisie
    from cartoexp.web.moderation.contributions.vue import Vue

TITRE = "Ce que vous aviez écrit"
REPRENDRE = "Si vous reprenez la relecture, vous le retrouverez avec ce que vous aviez coché."
COPIER = "Cette contribution est décidée\u00a0: copiez ce qui peut encore servir."


def partie(vue: Vue) -> Node:
    """Return it, nothing when it is in its own fields."""
    saisie = vue.saisie
    if saisie is None or (vue.a_moi and vue.contribution.etat is Etat.EN_RELECTURE):
        return None
    texts = {name: saisie.textes.get(name, "") for name in s.MOTS if saisie.texte(name)}
    hidden = _caches(vue, saisie)
    if not texts:
        return hidden
    over = vue.contribution.etat.finie
    content = [
        html.P(COPIER if over else REPRENDRE, className="petit"),
        *(part for name, text in texts.items() for part in _texte(name, text)),
        *hidden,
    ]
    return cadre.partie("ecrit", TITRE, content)


def _texte(name: str, text: str) -> list[Node]:
    field = html.Textarea(f"\n{text}", id=name, name=name, rows="4", className="champ")
    return [html.Label(s.MOTS[name], htmlFor=name, className="etiquette"), field]


def _caches(vue: Vue, saisie: Saisie) -> list[Element]:
    """Return what was ticked, chosen and amended, as fields that are not seen."""
    told = [(s.MOTIF, saisie.texte(s.MOTIF))]
    told += [(difference.VU, difference.ecrire(key)) for key in sorted(saisie.vus)]
    told += [(difference.CHANGE, difference.ecrire(key)) for key in sorted(saisie.coches)]
    told += [
        (nommer(row.table, row.rang, name), text)
        for row in vue.corrections
        for name, text in row.cellules.items()
    ]
    return [cacher(name, text) for name, text in told]
