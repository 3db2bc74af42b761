"""What a territory is made of, and what it was."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs import signaler
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Passage, Territoire
    from cartoexp.web.html import Node

LONG = 30
"""A longer list is folded."""

ATTACHED = "Une intercommunalité est rattachée au département qui compte le plus de ses communes."
DATES = (
    "Le jour n’est dit que si nos sources le prouvent : jusqu’au 1er janvier 2019, l’historique de "
    "l’INSEE le donne ; depuis, nous comparons les éditions du code officiel (COG), "
    "chacune au 1er janvier de son année."
)
NO_DATES = "Une date ne s’affiche que si nos sources la donnent."
NATURES = {
    "deleguee": ("Commune déléguée", "Communes déléguées"),
    "associee": ("Commune associée", "Communes associées"),
    "arrondissement_municipal": ("Arrondissement municipal", "Arrondissements municipaux"),
    "fusionnee": ("Commune réunie à celle-ci", "Communes réunies à celle-ci"),
    "recodee": ("Ancien code de la commune", "Anciens codes de la commune"),
}


def membres(here: Territoire, members: Mapping[Niveau, Sequence[Territoire]]) -> Element | None:
    """Return the territories inside, level by level, with their populations."""
    shown = {niveau: found for niveau, found in members.items() if found}
    if not shown:
        return None
    lists = [_level(niveau, found) for niveau, found in shown.items()]
    attached = Niveau.EPCI in shown and here.niveau is Niveau.DEPARTEMENT
    report = signaler.du_chiffre("composition", here.chemin)
    return block("composition", "Composition", lists, ATTACHED if attached else None, report)


def _level(niveau: Niveau, found: Sequence[Territoire]) -> Element:
    title = niveaux.counted(len(found), niveau)
    items = html.Ul(
        [
            html.Li(
                [
                    html.A(lieux.nom(t), href=t.chemin),
                    " ",
                    html.Small(grandeurs.inhabitants(t.population)),
                ]
            )
            for t in sorted(found, key=lambda t: (-(t.population or 0), t.code))
        ],
        className="membres",
    )
    heading = html.H3(title)
    if len(found) <= LONG:
        return html.Div([heading, items], className="niveau")
    return html.Details([html.Summary(heading), items], className="niveau replie")


def anciens(
    here: Territoire, passages: Sequence[Passage], recit: Sequence[str] = ()
) -> Element | None:
    """Return what happened here, then the former communes and codes, each with an anchor."""
    if not passages and not recit:
        return None
    by_nature: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_nature[passage.nature].append(passage)
    order = [n for n in NATURES if n in by_nature] + sorted(set(by_nature) - set(NATURES))
    groups = [html.Ul([html.Li(phrase) for phrase in recit], className="recit")] if recit else []
    for nature in order:
        found = by_nature[nature]
        singular, several = NATURES.get(nature, ("Ancienne commune", "Anciennes communes"))
        items = [html.Li(_former(p), id=f"ancien-{p.code_ancien}") for p in found]
        title = singular if len(found) == 1 else several
        groups.append(
            html.Div([html.H3(title), html.Ul(items, className="membres")], className="niveau")
        )
    told = [f"{count(len(passages), 'ancien code mène', 'anciens codes mènent')} à cette commune."]
    told.append(DATES if recit else NO_DATES)
    if not passages:
        told = told[1:]
    report = signaler.du_chiffre("histoire", here.chemin)
    return block("anciens", "Ce qu’elle était", groups, " ".join(told), report)


def _former(passage: Passage) -> list[Node]:
    name = passage.nom_ancien or "Nom inconnu de nos sources"
    if passage.nature == "recodee":
        name = passage.nom_ancien or "Même commune"
    parts: list[Node] = [name, " ", html.Small(passage.code_ancien)]
    if passage.date:
        year = passage.date[:4]
        told = f"absente du code officiel depuis l’édition{NBSP}{year}"
        parts += [" ", html.Small(told, className="discret")]
    return parts
