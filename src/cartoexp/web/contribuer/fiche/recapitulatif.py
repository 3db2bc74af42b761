"""All that a proposal says, to be read before it is sent: what is new, and what changes; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.contributions import Genre
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.dates import partial
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web import champs, texte_enrichi
from cartoexp.web.champs import Saisie
from cartoexp.web.components import cell
from cartoexp.web.contribuer.fiche import cadre, lignes
from cartoexp.web.contribuer.fiche.atelier import CITES
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.champs import Champ
    from cartoexp.web.contribuer.fiche.atelier import Atelier
    from cartoexp.web.contribuer.fiche.lieux import Lieux
    from cartoexp.web.contribuer.fiche.lignes import Rangee
    from cartoexp.web.html import Element, Node

RIEN = "—"


def recapitulatif(atelier: Atelier, lieux: Lieux) -> list[Node]:
    """Return what each step says; of an amendment, what it changes only."""
    parts = ((e, _etape(atelier, e, lieux)) for e in atelier.etapes if e.table)
    return [_bloc(etape, said) for etape, said in parts if said]


def _bloc(etape: Etape, contenu: Sequence[Node]) -> Element:
    button = html.Button(
        ["Corriger", html.Span(f"\u00a0: {etape.titre.lower()}", className="sr")],
        className="bouton",
        **cadre.action(f"{cadre.ALLER}:{etape}"),
    )
    head = html.Div([html.H3(etape.titre), button], className="proposer__tete")
    return html.Div([head, *contenu], className="proposer__recap")


def _etape(atelier: Atelier, etape: Etape, lieux: Lieux) -> list[Node]:
    rows = [row for row in atelier.rangees(etape) if row.proposee]
    sources = dict(atelier.sources())
    amended = atelier.genre is Genre.MODIFICATION
    found: list[Node] = []
    for row in rows:
        before = row.cle or (amended and etape is Etape.EXPERIMENTATION)
        shown = _changements if before else _nouvelle
        told = shown(etape, row, sources, lieux)
        found += [told] if told else []
    return found


def _nouvelle(etape: Etape, row: Rangee, sources: Mapping[str, str], lieux: Lieux) -> Element:
    """Return all that a new row says."""
    pairs: list[tuple[str, Node]] = []
    if etape is Etape.TERRITOIRES or row.cellules.get(CITES):
        found = lieux.trouve(row.cellules)
        told = f"{found.territoire.nom}, {found.precision}" if found else "à choisir"
        pairs.append(("Territoire", typeset(told)))
    pairs += [
        (c.label, valeur(c, row.cellules[c.nom], sources))
        for c in champs.champs(etape.table)
        if row.cellules.get(c.nom) and not c.lieu
    ]
    items = [node for label, said in pairs for node in (html.Dt(label), html.Dd(said))]
    return html.Dl(items, className="def")


def _changements(etape: Etape, row: Rangee, sources: Mapping[str, str], lieux: Lieux) -> Node:
    """Return what changes of a row of the record: before, after."""
    lines = []
    for asked in champs.champs(etape.table):
        before, after = (cells.get(asked.nom, "") for cells in (row.avant, row.cellules))
        if before != after:
            lines.append(
                html.Tr(
                    [
                        html.Th(asked.label, scope="row"),
                        cell("Avant", valeur(asked, before, sources) if before else RIEN),
                        cell("Après", valeur(asked, after, sources) if after else "retiré"),
                    ]
                )
            )
    if not lines:
        return None
    heads = [html.Th(text, scope="col") for text in ("Ce qui change", "Avant", "Après")]
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody(lines)], className="pile proposer__avant"
    )
    if etape is Etape.EXPERIMENTATION:
        return table
    found = lieux.trouve(row.avant) if etape is Etape.TERRITOIRES else None
    name = found.territoire.nom if found else lignes.nom(row.avant)
    return [html.P(html.Strong(typeset(name))), table]


def valeur(asked: Champ, cellule: str, sources: Mapping[str, str]) -> Node:
    """Return a cell in the words that people read."""
    if asked.nom == "source":
        return sources.get(cellule, cellule)
    if asked.valeurs:
        words = dict(asked.valeurs)
        return ", ".join(words.get(v, v) for v in cellule.split(LIST_SEPARATOR))
    if asked.saisie is Saisie.TEXTE:
        return texte_enrichi.blocs(cellule)
    return _date(cellule) if asked.saisie is Saisie.DATE else typeset(cellule)


def _date(cellule: str) -> str:
    try:
        return partial(PartialDate.parse(cellule))
    except ValueError:
        return cellule
