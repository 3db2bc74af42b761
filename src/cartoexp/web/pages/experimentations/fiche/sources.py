"""Block « Sources »: each with its kind, its date and what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.web.communs import signaler
from cartoexp.web.components import block, cell, source_link
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from cartoexp.domain.experiments import Source
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche


def sources(fiche: Fiche) -> Element:
    """Return the block."""
    found = fiche.sources
    head = html.Tr(
        [
            html.Th("N°", scope="col"),
            html.Th("Source", scope="col"),
            html.Th("Nature", scope="col"),
            html.Th("Date", scope="col"),
            html.Th("Appuie", scope="col"),
        ]
    )
    body = [_row(fiche, number, source) for number, source in enumerate(found, 1)]
    table = Element("table", [html.Thead(head), Element("tbody", body)], className="pile sources")
    notes = fiche.experiment.notes_provenance
    limits = (
        html.P([html.Strong("Limites de cette fiche. "), ligne(notes)], className="petit")
        if notes
        else None
    )
    aside = _lues(len(found), sum(s.id in fiche.record.apportees for s in found))
    if fiche.record.imports:
        aside += " Ce qui vient d’un import n’a pas été relu."
    content = [Element("div", table, className="defile"), limits]
    report = signaler.du_bloc(fiche.experiment.id, "sources")
    return block("sources", "Sources", content, aside, report)


def _lues(sources: int, apportees: int) -> str:
    """Return how many sources there are, and who has read them."""
    own = sources - apportees
    parts = [f"{count(own, 'source')}, dont Cartoexp a lu un extrait"] if own else []
    if apportees:
        one = "source apportée par une contribution et acceptée par la modération"
        many = "sources apportées par des contributions et acceptées par la modération"
        parts.append(count(apportees, one, many))
    return f"{f'{THIN}; '.join(parts)}{THIN}; liste non exhaustive."


def _row(fiche: Fiche, number: int, source: Source) -> Element:
    return Element(
        "tr",
        [
            cell("N°", str(number), "sources__n"),
            Element("th", source_link(source), scope="row"),
            cell("Nature", source.type.label),
            cell("Date", source.date_label),
            cell("Appuie", _carries(fiche, source)),
        ],
        id=f"source-{number}",
    )


def _carries(fiche: Fiche, source: Source) -> Node:
    parts = []
    carried = fiche.carried[source.id]
    if carried:
        parts.append(count(carried, "implantation"))
    parts += [f"évaluation{NBSP}{mark}" for mark, e in fiche.evaluations if e.source == source.id]
    if any(source.id in i.derogation.citees for i in fiche.derogations):
        parts.append("dérogation")
    return ", ".join(parts) or "la présentation"
