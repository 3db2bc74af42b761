"""Blocks on the problem, on what was learnt and on what to check before adapting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.communs import signaler
from cartoexp.web.components import block, judged
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.fiche.model import told
from cartoexp.web.texte_enrichi import blocs, ligne

if TYPE_CHECKING:
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

_LESSON = re.compile(r"(?<=\.) (?=(?:Ce qui [^.:]{3,20}|À adapter|Leçon|Limite)\s:)")
LIMIT = "Conseil rédigé par Cartoexp d’après ce qui a été lu, sans valeur de règle."
CHECK = "À vérifier avant d’adapter"
_LEAD = re.compile(r"(?:Ce qui [^.:]{3,20}|À adapter|Leçon|Limite)\s:")


def problem(fiche: Fiche) -> Node:
    """Return the problem aimed at and, when known, how the experiment was designed."""
    x = fiche.experiment
    parts: list[Node] = []
    if x.probleme:
        parts.append(html.P(judged(told(x.probleme), x.probleme_provenance)))
    designed = [
        ("Déroulement", x.description),
        ("Hypothèses", x.hypotheses),
        ("Critères de succès fixés d’avance", x.criteres_succes),
        ("Échantillon ou comparaison", x.echantillon),
    ]
    for name, text in designed:
        if text:
            parts += [html.H3(name), blocs(text)]
    if not parts:
        return None
    report = signaler.du_bloc(x.id, "probleme")
    return block("probleme", "Problème visé", html.Div(parts, className="prose"), pied=report)


def lessons(fiche: Fiche) -> Node:
    """Return lessons learnt and conditions of transfer, as advice."""
    x = fiche.experiment
    advice = _advice(fiche) if x.conditions_transfert else None
    report = signaler.du_bloc(x.id, "lecons")
    if not x.enseignements:
        if not advice:
            return None
        return block("lecons", CHECK, html.Div(advice, className="prose"), _page(fiche), report)
    content = html.Div(_taught(x.enseignements), className="prose")
    if advice:
        beside = html.Div([html.H3(CHECK), *advice], className="prose conseil")
        content = html.Div([content, beside], className="deux deux--egales")
    return block("lecons", "Enseignements", content, _page(fiche), report)


def _page(fiche: Fiche) -> Element:
    """Return the way to all that is learnt, on a page to be printed."""
    href = f"{PATH}/{fiche.experiment.id}/apprendre"
    return html.A("Ce qu’elle apprend, sur une page", href=href, className="pas-imprimer")


def _advice(fiche: Fiche) -> list[Node]:
    x = fiche.experiment
    advice = judged(told(x.conditions_transfert), x.conditions_transfert_provenance)
    return [
        html.P(advice),
        html.P(LIMIT, className="qualification"),
    ]


def _taught(text: str) -> list[Node]:
    """Return lessons, each in a paragraph of its own; those that come in paragraphs keep them."""
    if "\n" in text:
        return [blocs(text)]
    return [html.P(_lead(line)) for line in _LESSON.split(typeset(text)) if line]


def _lead(line: str) -> Node:
    """Return a lesson with what announces it in bold."""
    match = _LEAD.match(line)
    return [html.Strong(match[0]), ligne(line[match.end() :])] if match else ligne(line)
