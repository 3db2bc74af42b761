"""What was sent, as its author wrote it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions.contenu import SIGNALEMENT
from cartoexp.domain.contributions.proposition import NOUVELLE_SOURCE
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web import texte_enrichi
from cartoexp.web.communs import cellules
from cartoexp.web.communs.signaler import lisible, partie
from cartoexp.web.components import block
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.web.contribuer.suivi.page import Vu
    from cartoexp.web.html import Element, Node

    Rows = list[tuple[str, Node]]


def bloc(vu: Vu) -> Element:
    """Return the block."""
    held = vu.suivi.contribution
    rows: Rows = [("Nature", held.genre.label)]
    if vu.titre:
        title = typeset(vu.titre)
        rows.append(("Fiche", html.A(title, href=vu.fiche) if vu.fiche else title))
    if held.cible.champ:
        rows.append(("Partie", partie(held.cible.champ) or held.cible.champ))
    if held.cible.chiffre:
        rows.append(("Chiffre", held.cible.chiffre))
    for row in held.contenu.get(SIGNALEMENT, ()):
        rows += _signalement(row, about=bool(vu.fiche))
    content = [_liste(rows), *_lignes(held.contenu, vu.lieux)]
    return block("envoye", "Ce que vous avez envoyé", content)


def _signalement(row: Ligne, *, about: bool) -> Rows:
    told: Rows = []
    page, source = row.get("page", ""), row.get("source", "")
    if page and not about:
        told.append(("Page", html.A(lisible(page), href=page)))
    if message := row.get("message"):
        told.append(("Message", texte_enrichi.blocs(message)))
    if source:
        told.append(("Source", cellules.lien(source)))
    return told


def _lignes(contenu: Mapping[str, list[Ligne]], lieux: Mapping[str, str]) -> Iterator[Element]:
    """Yield the rows of the catalogue that are proposed, each under its name."""
    names = {
        f"{NOUVELLE_SOURCE}{rank}": cellules.nom("sources", row)
        for rank, row in enumerate(contenu.get("sources", ()), 1)
    }
    for table, kind in cellules.TABLES.items():
        for row in contenu.get(table, ()):
            told = [
                (cellules.libelle(table, name), _cellule(table, name, text, names))
                for name, text in cellules.ranger(table, row)
                if name not in cellules.CACHES
            ]
            place = {"nom": lieux.get(row.get("code", ""), "")}
            name = "" if table == "experiments" else cellules.nom(table, place | row)
            title = f"{kind}{NBSP}: {typeset(name)}" if name.strip("() ") else kind
            yield html.Section([html.H3(title), _liste(told)], className="suivi__ligne")


def _cellule(table: str, name: str, text: str, names: Mapping[str, str]) -> Node:
    if not text:
        return html.Span("(à vider)", className="discret")
    words = cellules.mots(table, name, text, names)
    return cellules.lien(words) if words.startswith("http") else texte_enrichi.ligne(words)


def _liste(rows: Rows) -> Element:
    pairs = [[html.Dt(name), html.Dd(value)] for name, value in rows]
    return html.Dl(pairs, className="suivi__liste")
