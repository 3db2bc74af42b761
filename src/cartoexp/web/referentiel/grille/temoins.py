"""The comparison territories that are proposed, and what their likeness is worth; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, capital
from cartoexp.web.components import aria, block, cell, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.grille import dire
from cartoexp.web.referentiel.grille.equilibre import tableau

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.temoins import Appariement, Paire, Temoin
    from cartoexp.web.html import Node
    from cartoexp.web.referentiel.grille.vu import Vu

MOTS = 2
"""Reasons of each kind that are told of a control."""
ECARTER, REPRENDRE = "ecarter", "reprendre"
TEMOINS = "temoins"
"""The path, under a grid, that matches again; and the anchor of what was matched."""


@dataclass(frozen=True, slots=True)
class Trouves:
    """The controls that are kept, when they were matched, and those that the team left out.

    ``par``: controls that were asked for, for each.
    """

    appariement: Appariement
    le: date | None
    millesime: str
    ecartes: Sequence[Territoire]
    par: int
    indicateurs: Mapping[str, Indicateur]


def layout(vu: Vu, porte: Sequence[Element], trouves: Trouves) -> list[Node]:
    """Return the blocks under the form: who, how alike, what it can show, who was left out."""
    found = trouves.appariement
    parts: list[Node] = [_qui(vu, porte, trouves)]
    if found.temoins:
        said = html.P([dire.conclusion(found, trouves.indicateurs), dire.conseil(found)])
        kind = ("alerte", "alerte") if found.equilibre.desequilibres else ("succes", "coche")
        parts.append(
            block(
                "equilibre",
                "Ce que vaut la ressemblance",
                [note(said, *kind), tableau(found.equilibre, trouves.indicateurs)],
                dire.LEGENDE,
            )
        )
        parts.append(block("puissance", "Ce que la comparaison pourra montrer", _puissance(found)))
    parts.append(block("ecartes", "Qui pouvait être témoin", _entonnoir(found)))
    return parts


def _qui(vu: Vu, porte: Sequence[Element], trouves: Trouves) -> Element:
    found = trouves.appariement
    when = f"Choisis le {day(trouves.le)}, " if trouves.le else ""
    told = f"{when}données du millésime{NBSP}{trouves.millesime}."
    if not found.temoins:
        return block(TEMOINS, "Territoires témoins", _personne(found))
    rows = [row for p in found.paires for row in _paire(vu, p)]
    heads = ("Essai", "Témoin proposé", "Ressemblance", "Distance", "Écarter")
    table = html.Table(
        [
            Element("caption", "Territoires témoins, par territoire qui essaie", className="sr"),
            html.Thead(html.Tr([Element("th", h, scope="col") for h in heads])),
            html.Tbody(rows),
        ],
        className="pile referentiel__temoins",
    )
    form = html.Form(
        [
            *porte,
            cadre.numero(vu.dossier, "lieux"),
            table,
            _reprendre(vu, trouves.ecartes),
            html.P(
                [
                    cadre.bouton("Proposer d’autres témoins à la place"),
                    html.A("Relire et joindre", className="bouton bouton--fort", href=vu.chemin),
                ],
                className="actions",
            ),
        ],
        method="post",
        action=f"{vu.chemin}/{TEMOINS}",
    )
    alone = [vu.nommer(t) for t in found.seuls]
    short = [
        (vu.nommer(p.essai), len(p.temoins))
        for p in found.paires
        if 0 < len(p.temoins) < trouves.par
    ]
    parts: list[Node] = [
        note(html.P(dire.seuls(alone)), "alerte", "alerte") if alone else None,
        note(html.P(dire.perdus(found.perdus)), "alerte", "alerte") if found.perdus else None,
        note(html.P(dire.peu(short, trouves.par))) if short else None,
        html.P(dire.CONNAISSANCE, className="petit discret"),
        form,
    ]
    return block(TEMOINS, "Territoires témoins", parts, told)


def _paire(vu: Vu, p: Paire) -> list[Element]:
    rows = []
    for i, t in enumerate(p.temoins):
        box = Element(
            "input",
            type="checkbox",
            name=ECARTER,
            value=t.territoire.code,
            **aria(label=f"Écarter {vu.nommer(t.territoire)}"),
        )
        km = "—" if t.distance_km is None else f"{number(t.distance_km)}{NBSP}km"
        name = Element("th", vu.nommer(p.essai), scope="rowgroup", rowSpan=len(p.temoins))
        rows.append(
            html.Tr(
                [
                    name if i == 0 else None,
                    cell(
                        "Témoin proposé", html.A(vu.nommer(t.territoire), href=t.territoire.chemin)
                    ),
                    cell("Ressemblance", _raisons(t)),
                    cell("Distance", km),
                    cell("Écarter", box),
                ]
            )
        )
    return rows


def _raisons(t: Temoin) -> Node:
    """Return the words first, then the score that they support."""
    near = listed(t.raisons.rapproche[:MOTS]) or "rien de presque égal"
    far = listed(t.raisons.eloigne[:MOTS]) or "aucune marquée"
    return [
        html.Span([html.Strong(f"Proches{NBSP}: "), near, "."]),
        html.Span([" ", html.Strong(f"Différences{NBSP}: "), far, "."]),
        html.Span(f" {capital(dire.rang(t.score))}.", className="discret"),
    ]


def _reprendre(vu: Vu, ecartes: Sequence[Territoire]) -> Node:
    if not ecartes:
        return None
    boxes = [
        html.Label(
            [
                Element("input", type="checkbox", name=REPRENDRE, value=t.code),
                f" {vu.nommer(t)}",
            ],
            className="coche",
        )
        for t in ecartes
    ]
    return html.Fieldset(
        [html.Legend("Écartés par l’équipe\u00a0: les reprendre", className="etiquette"), *boxes],
        className="saisie",
    )


def _personne(found: Appariement) -> list[Node]:
    """Say why nobody is left, and what to loosen; what was written stays in the form above."""
    told = note(html.P(dire.personne(found)), "alerte", "alerte")
    if not found.pistes:
        return [told, html.P(dire.SANS_PISTE)]
    items = [
        html.Li(
            f"{p.faire}{NBSP}: {count(p.admis, 'territoire possible', 'territoires possibles')}."
        )
        for p in found.pistes
    ]
    return [
        told,
        html.P(
            "Une seule de ces règles assouplie, ci-dessus, rendrait une comparaison possible\u00a0:"
        ),
        html.Ul(items, className="puces-texte"),
    ]


def _puissance(found: Appariement) -> list[Node]:
    return [html.P(text) for text in dire.puissance(found)]


def _entonnoir(found: Appariement) -> Element:
    """Return what each rule left out, in the order in which they were applied."""
    rows = [
        html.Tr(
            [
                Element("th", e.dit, scope="row"),
                cell("Écartés", number(e.ecartes), "num"),
                cell("Restent", number(e.restants), "num"),
            ]
        )
        for e in found.ecarts
    ]
    heads = [
        Element("th", "Règle", scope="col"),
        Element("th", "Écartés", scope="col", className="num"),
        Element("th", "Restent", scope="col", className="num"),
    ]
    caption = f"Sur {count(found.effectif, 'territoire')} de ce niveau, règle après règle."
    return html.Table(
        [Element("caption", caption), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="pile referentiel__entonnoir",
    )
