"""Block « Évaluation »: strength of the evidence × effect, then each evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, small, typeset
from cartoexp.domain.vocabulaires import EchellePreuve, Effet, TypeEvaluation
from cartoexp.web.communs import signaler
from cartoexp.web.components import block, judged, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import blocs, ligne

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.experiments import Evaluation
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

    Marked = Sequence[tuple[str, Evaluation]]

COLUMNS = (Effet.NUISIBLE, Effet.NUL, Effet.MITIGE, Effet.FAVORABLE)
_SHORT = {
    EchellePreuve.DECLARATIF: "déclaratif",
    EchellePreuve.SANS_COMPARAISON: "sans comparaison",
    EchellePreuve.AVEC_COMPARAISON: "comparaison simple",
    EchellePreuve.TEMOINS: "avec témoins",
    EchellePreuve.CAUSAL: "estimation causale",
    EchellePreuve.RANDOMISE: "essai randomisé",
}


def evaluation(fiche: Fiche) -> Element:
    """Return the block; no evaluation is a normal state."""
    marked = fiche.evaluations
    parts: list[Node] = [
        html.P("Solidité de la preuve (0 à 5) × effet constaté.", className="petit"),
        grid(marked),
        _key(marked),
        _unknown(marked),
    ]
    if not marked:
        told = [html.Strong("Aucune évaluation enregistrée. "), "Cela ne dit rien de l’effet."]
        parts.append(note(told))
    aside = count(len(marked), "évaluation recensée", "évaluations recensées") if marked else None
    content = html.Div(parts, className="evaluations")
    report = signaler.du_bloc(fiche.experiment.id, "evaluation")
    return block("evaluation", "Évaluation", content, aside, report)


def entries(fiche: Fiche) -> Node:
    """Return the block of what each evaluation says, ``None`` without any."""
    if not fiche.evaluations:
        return None
    told = [_entry(fiche, mark, e) for mark, e in fiche.evaluations]
    content = html.Div(told, className="entrees")
    report = signaler.du_bloc(fiche.experiment.id, "evaluations")
    return block("evaluations", "Ce que disent les évaluations", content, pied=report)


def grid(marked: Marked) -> Element:
    """Return the grid as a table; a letter leads to its evaluation."""
    head = html.Tr([html.Td(), *(html.Th(e.label, scope="col") for e in COLUMNS)])
    rows = [
        html.Tr(
            [
                html.Th([f"{level.value} ", html.Span(_SHORT[level])], scope="row"),
                *(_cell(marked, level, effet) for effet in COLUMNS),
            ]
        )
        for level in reversed(EchellePreuve)
    ]
    told = "Évaluations selon la solidité de la preuve et l’effet"
    return html.Table(
        [html.Caption(told, className="sr"), html.Thead(head), html.Tbody(rows)], className="grille"
    )


def _cell(marked: Marked, level: EchellePreuve, effet: Effet) -> Element:
    here = [(m, e) for m, e in marked if e.echelle_preuve is level and e.effet is effet]
    return html.Td([_mark(m, e) for m, e in here], className="ici" if here else None)


def _mark(mark: str, e: Evaluation) -> Element:
    own = " marque--interne" if e.type is TypeEvaluation.INTERNE else ""
    return html.A(
        [html.Span("évaluation ", className="sr"), mark],
        className=f"marque{own}",
        href=f"#evaluation-{mark}",
    )


def _key(marked: Marked) -> Node:
    if not marked:
        return None
    keys = [html.Span("Notes et effets proposés par Cartoexp.")]
    if any(e.type is TypeEvaluation.INTERNE for _, e in marked):
        ring = html.Span("A", className="marque marque--interne", **{"aria-hidden": "true"})
        keys.insert(0, html.Span([ring, "en pointillé : chiffres du porteur lui-même"]))
    return html.P(keys, className="cle")


def _unknown(marked: Marked) -> Node:
    found = [mark for mark, e in marked if e.effet is Effet.INCONNU]
    if not found:
        return None
    names = " et ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
    verb = "ne permettent" if len(found) > 1 else "ne permet"
    noun = "évaluations" if len(found) > 1 else "évaluation"
    return html.P(
        f"Effet inconnu{NBSP}: {noun} {names}, qui {verb} pas de conclure.", className="petit"
    )


def graded(e: Evaluation) -> str:
    """Return « Effet favorable, preuve de niveau 3 sur 5 (avec témoins) »."""
    return (
        f"Effet {small(e.effet.label)}, preuve de niveau {e.echelle_preuve.value} sur 5 "
        f"({_SHORT[e.echelle_preuve]})"
    )


def _entry(fiche: Fiche, mark: str, e: Evaluation) -> Element:
    own = e.type is TypeEvaluation.INTERNE
    year = str(e.annee) if e.annee is not None else "année inconnue"
    rows: list[tuple[str, Node]] = [
        ("Appréciation", judged(graded(e), e.echelle_preuve_provenance)),
        ("Méthode", ligne(e.methode)),
        ("Suite, selon la source", e.suite.label),
        ("Ce qui a été lu", f"{e.lecture.label}. {e.confiance.label}."),
        ("Source", fiche.cite(e.source)),
    ]
    if own:
        rows.insert(1, ("Prudence", "Ce sont les chiffres du porteur lui-même."))
    badge = html.Span(mark, className=f"marque{' marque--interne' if own else ''}")
    who = f"{e.type.label} · {typeset(e.evaluateur)} · {year}"
    return html.Article(
        [
            html.H3([badge, " ", typeset(e.titre)]),
            html.P(who, className="petit discret"),
            blocs(e.resultats),
            html.Dl([[html.Dt(n), html.Dd(v)] for n, v in rows], className="def"),
        ],
        className="evaluation",
        id=f"evaluation-{mark}",
    )
