"""Cells of the catalogue as people read them: French names of columns, words of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.contributions.differences import CITENT
from cartoexp.domain.contributions.dossier import SOURCES
from cartoexp.domain.territoires import Niveau
from cartoexp.web.champs import champ, champs
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.web.html import Node


CACHES = frozenset({"id", "experimentation"})
"""Columns that say nothing to a reader."""
_AUTRES = {SOURCES: "Sources de la fiche", "verifie_le": "Dernière vérification"}
TABLES = {
    "experiments": "Fiche",
    "implantations": "Territoire",
    "evaluations": "Évaluation",
    "derogations": "Dérogation",
    "sources": "Source",
}


def ranger(table: str, row: Ligne) -> list[tuple[str, str]]:
    """Return the (column, cell) pairs of a row in the order in which forms ask them."""
    ranks = {asked.nom: rank for rank, asked in enumerate(champs(table, moderation=True))}
    return sorted(row.items(), key=lambda pair: ranks.get(pair[0], len(ranks)))


def libelle(table: str, colonne: str) -> str:
    """Return the name of a column."""
    known = champ(table, colonne)
    return known.label if known else _AUTRES.get(colonne, colonne.replace("_", " ").capitalize())


def mots(table: str, colonne: str, cellule: str, sources: Mapping[str, str]) -> str:
    """Return a cell in words; ``sources`` are the titles of sources, by id."""
    if colonne in CITENT:
        return "\n".join(sources.get(s, s) for s in cellule.split(LIST_SEPARATOR) if s)
    if colonne == "territoires":
        return ", ".join(_lieu(text) for text in cellule.split(LIST_SEPARATOR))
    known = champ(table, colonne)
    if known is None or not known.valeurs:
        return cellule
    told = dict(known.valeurs)
    values = cellule.split(LIST_SEPARATOR) if known.colonne.several else [cellule]
    return ", ".join(told.get(value, value) for value in values)


def _lieu(text: str) -> str:
    """Return « commune 59178 »; what names no territory stays as it is."""
    niveau, _, code = text.partition(":")
    return f"{Niveau(niveau).label.lower()} {code}" if niveau in set(Niveau) and code else text


def lien(cellule: str) -> Node:
    """Return a cell, as a link when it is the address of a page."""
    if not cellule.startswith(("https://", "http://")):
        return cellule
    return html.A(cellule, href=cellule, rel=LIENS)


def nom(table: str, row: Ligne) -> str:
    """Return what a row is called."""
    if table == "implantations":
        return " ".join(filter(None, (row.get("nom", ""), f"({row.get('code', '')})")))
    return row.get("titre") or row.get("objet") or row.get("url") or row.get("id", "")
