"""What an assessment amounts to: what to do first, then bars, then the answers; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count, number, share_of
from cartoexp.domain.phrases.typographie import NBSP, small, typeset
from cartoexp.domain.referentiel.bareme import SANS_OBJET, dresser
from cartoexp.domain.referentiel.evaluation import (
    IDENTITE,
    MOMENT,
    PREUVE,
    QUI,
    TITRE,
    reponses,
)
from cartoexp.domain.referentiel.modele import PLUS_HAUT
from cartoexp.web.components import aria, block, cell, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import EVALUATION, GRILLE, PATH, SUPPRIMER, sous
from cartoexp.web.referentiel.evaluation import etape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.referentiel import Action, Barre, Bilan, Question, Referentiel
    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

GRILLE_AUSSI = "Plusieurs de ces points se règlent avec la "
D_ABORD = 5
"""Things to do that are told first; the others are under them."""


@dataclass(frozen=True, slots=True)
class Vu:
    """What the page shows; ``fiche`` is the title of the record that is assessed, if any."""

    referentiel: Referentiel
    jeton: str
    dossier: Dossier
    adresse: str
    fiche: str = ""

    @property
    def chemin(self) -> str:
        """Its path."""
        return sous(EVALUATION, self.jeton)


def layout(vu: Vu) -> Page:
    """Return the page."""
    r, held = vu.referentiel, vu.dossier
    answers = reponses(r, held)
    moment = held.dit(IDENTITE, MOMENT)
    bilan = dresser(r, answers, moment)
    steps = etape.Vu(r, vu.jeton, held, {})
    return cadre.page(
        held.dit(IDENTITE, TITRE.nom),
        "Le bilan d’une auto-évaluation.",
        [
            _identite(vu, moment, bilan),
            _ancienne(vu),
            cadre.etapes(etape.pas(steps), "", "Étapes"),
            _faire(vu, bilan, moment),
            _barres(bilan),
            _reponses(vu, answers),
            cadre.garder(vu.adresse, held),
            _fin(vu),
        ],
        fil=((PATH, "Référentiel"), (EVALUATION, "Auto-évaluation")),
        sur_titre="Auto-évaluation",
    )


def _identite(vu: Vu, moment: str, bilan: Bilan) -> Element:
    r, held = vu.referentiel, vu.dossier
    here = r.moment(moment)
    facts: list[Node] = [
        here.nom if here else "",
        f"Référentiel, version{NBSP}{held.version}",
        f"Modifiée le {day(held.modifie_le)}",
        f"{share_of(bilan.repondues, bilan.total)} questions répondues",
    ]
    if who := held.dit(IDENTITE, QUI.nom):
        facts.append(f"Répond{NBSP}: {who}")
    if vu.fiche:
        link = html.A(typeset(vu.fiche), href=f"/experimentations/{held.experimentation}")
        facts.append([f"Fiche{NBSP}: ", link])
    change = html.A("Changer", href=f"{vu.chemin}/{IDENTITE}", className="pas-imprimer")
    return html.P([html.Span(f) for f in [*facts, change]], className="sous-titre")


def _ancienne(vu: Vu) -> Node:
    if vu.dossier.version == vu.referentiel.version:
        return None
    told = (
        f"Cette auto-évaluation a été commencée avec la version{NBSP}{vu.dossier.version} du "
        f"référentiel{NBSP}; la version en vigueur est la {vu.referentiel.version}. Vos réponses "
        "aux questions inchangées comptent\u00a0; les autres sont à donner de nouveau."
    )
    return note(html.P([told, " ", html.A("Ce qui a changé", href=f"{PATH}#versions")]), "alerte")


def _faire(vu: Vu, bilan: Bilan, moment: str) -> Element:
    """Return what to do next, before any figure."""
    if not bilan.repondues:
        link = html.A(
            "Répondre aux premières questions",
            className="bouton bouton--fort",
            href=f"{vu.chemin}/{vu.referentiel.etapes[0].id}",
        )
        told = [html.P("Aucune réponse encore."), html.P(link, className="actions")]
        return block("faire", "À faire d’abord", told)
    first, rest = bilan.maintenant[:D_ABORD], bilan.maintenant[D_ABORD:]
    parts: list[Node] = []
    if first:
        parts.append(html.Ol([_action(vu, a) for a in first], className="referentiel__actions"))
    elif not bilan.sans_reponse:
        parts.append(html.P("Rien n’est en retard pour le moment où en est l’expérimentation."))
    if bilan.sans_reponse:
        parts.append(_manquent(vu, bilan.sans_reponse))
    if rest:
        parts.append(
            _plus(
                f"Puis, {count(len(rest), 'autre point', 'autres points')} sous le niveau 3",
                vu,
                rest,
            )
        )
    if bilan.ensuite:
        later = count(len(bilan.ensuite), "point")
        parts.append(_plus(f"Plus tard, ou pour aller plus loin{NBSP}: {later}", vu, bilan.ensuite))
    here = vu.referentiel.moment(moment)
    lead = (
        f"Ce qui doit être réglé à ce moment ({here.nom.lower()}), du plus bas niveau au plus "
        "haut, dans l’ordre des étapes."
        if here
        else None
    )
    if moment == "avant":
        link = html.A("grille d’avant le départ", href=GRILLE)
        parts.append(
            html.P(["Plusieurs de ces points se règlent avec la ", link, "."], className="petit")
        )
    return block("faire", "À faire d’abord", parts, lead)


def _action(vu: Vu, action: Action) -> Element:
    q = action.question
    where = next(e.nom for e in vu.referentiel.etapes if e.id == q.etape)
    return html.Li(
        [
            html.P(html.Strong(action.faire)),
            html.P(
                [
                    html.A(q.question, href=f"{vu.chemin}/{q.etape}#{q.id}"),
                    f" {where}, niveau {action.niveau} sur {PLUS_HAUT}.",
                ],
                className="petit",
            ),
            html.P(f"Preuve attendue{NBSP}: {small(q.preuve)}", className="petit discret"),
        ]
    )


def _plus(titre: str, vu: Vu, actions: Sequence[Action]) -> Element:
    items = [_action(vu, a) for a in actions]
    return html.Details(
        [html.Summary(titre), html.Ol(items, className="referentiel__actions")],
        className="referentiel__plus",
    )


def _manquent(vu: Vu, questions: Sequence[Question]) -> Element:
    links = [html.Li(html.A(q.question, href=f"{vu.chemin}/{q.etape}#{q.id}")) for q in questions]
    title = f"{count(len(questions), 'question')} sans réponse à ce moment"
    return html.Details(
        [html.Summary(title), html.Ul(links, className="puces-texte")],
        className="referentiel__plus",
    )


def _barres(bilan: Bilan) -> Element:
    parts = [
        html.Div([html.H3(title), _groupe(bars, title)])
        for title, bars in (("Par étape", bilan.etapes), ("Par dimension", bilan.dimensions))
    ]
    told = (
        f"Moyenne des niveaux donnés, de 0 à {PLUS_HAUT}. Une question sans réponse ou sans objet "
        "ne compte pas\u00a0: une barre ne vaut que par le nombre de réponses écrit à côté."
    )
    return block("barres", "Où vous en êtes", html.Div(parts, className="deux deux--egales"), told)


def _groupe(bars: Sequence[Barre], titre: str) -> Element:
    """Return bars as the table that they are: each cell holds its bar."""
    rows = [
        html.Tr(
            [
                Element("th", b.partie.nom, scope="row"),
                html.Td(_barre(b)),
                html.Td(_niveau(b), className="num"),
                html.Td(share_of(b.repondues, b.total), className="num"),
            ]
        )
        for b in bars
    ]
    heads = [
        Element("th", titre.removeprefix("Par ").capitalize(), scope="col"),
        Element("th", html.Span("Barre", className="sr"), scope="col"),
        Element("th", "Niveau", scope="col", className="num"),
        Element("th", "Réponses", scope="col", className="num"),
    ]
    caption = Element("caption", f"Niveau moyen {titre.lower()}", className="sr")
    return html.Table(
        [caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="referentiel__barres"
    )


def _barre(b: Barre) -> Element:
    """Return a bar on a scale of four steps; the figure beside it says the same."""
    inside = html.Span(className="referentiel__plein", style={"width": f"{b.part * 100:.1f}%"})
    return html.Span(
        inside if b.moyenne is not None else None,
        className="referentiel__barre",
        **aria(hidden="true"),
    )


def _niveau(b: Barre) -> str:
    return "—" if b.moyenne is None else number(b.moyenne, 1)


def _reponses(vu: Vu, answers: dict[str, str]) -> Element:
    """Return every answer with its proof: what is printed and argued over."""
    r = vu.referentiel
    heads = ("Question", "Niveau", "Preuve, ou ce qui manque")
    rows: list[Node] = []
    for e in r.etapes:
        rows.append(
            html.Tr(
                Element("th", e.nom, colSpan=3, scope="colgroup"), className="referentiel__rang"
            )
        )
        rows += [
            html.Tr(
                [
                    Element("th", q.question, scope="row"),
                    cell(heads[1], _reponse(r, answers.get(q.id, ""))),
                    cell(heads[2], vu.dossier.dit(e.id, f"{PREUVE}{q.id}") or "—"),
                ]
            )
            for q in r.de_l_etape(e.id)
        ]
    head = html.Tr([Element("th", h, scope="col") for h in heads])
    caption = Element("caption", "Réponses, par étape", className="sr")
    table = html.Table(
        [caption, html.Thead(head), html.Tbody(rows)], className="pile referentiel__reponses"
    )
    return block("reponses", "Vos réponses", table)


def _reponse(r: Referentiel, answer: str) -> str:
    if answer == SANS_OBJET:
        return "sans objet"
    return f"{answer}. {r.niveaux[int(answer)].nom}" if answer else "—"


def _fin(vu: Vu) -> Element:
    erase = html.A("Supprimer cette auto-évaluation", href=f"{vu.chemin}/{SUPPRIMER}")
    return html.P([cadre.imprimer(), erase], className="actions")
