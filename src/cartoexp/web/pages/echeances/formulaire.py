"""The filter form: plain GET, works without a line of JavaScript; pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Constat, Nature
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.domain.vocabulaires import BaseLegale, Statut, Suite, Theme
from cartoexp.web.communs.echeances import PATH
from cartoexp.web.communs.lieux import choisir
from cartoexp.web.components import aria, icon, sigle
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.echeances.adresse import Affichage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.web.communs.lieux import Lieux
    from cartoexp.web.html import Node
    from cartoexp.web.pages.echeances.adresse import Demande

AHEAD = (3, 6, 12, 24)
"""Months ahead that the form offers; an address may ask for others."""


def form(demande: Demande, natures: Mapping[Nature, int], lieux: Lieux) -> Node:
    """Return the form with every filter in its present state."""
    choix = demande.choix
    own, filters = choix.criteres, choix.filters
    head = html.Div(
        [
            html.H2("Filtrer", id="titre-filtres"),
            html.A("Tout effacer", className="bouton bouton--nu", href=PATH) if choix else None,
            html.A("Fermer", className="bouton bouton--nu filtres__fermer", href="#resultats"),
        ],
        className="filtres__tete",
    )
    constats = [(c.value, c.label) for c in Constat if c is not Constat.SANS_OBJET]
    return html.Form(
        [
            head,
            choisir(demande.choix.filters, lieux),
            _period(demande),
            _boxes("nature", "Échéance", [(n.value, n.label) for n in Nature], own.nature, natures),
            _boxes("evaluation", "Évaluation", constats, own.evaluation),
            _boxes("suite", "Suite donnée", [(s.value, s.label) for s in Suite], own.suite),
            _text(filters.q),
            _folded("Thème", _themes(filters.theme), is_open=bool(filters.theme)),
            _folded("Statut, à la date attestée", _list("statut", Statut, filters.statut),
                    is_open=bool(filters.statut)),
            _folded("Fondement juridique", _list("base", BaseLegale, filters.base),
                    is_open=bool(filters.base)),
            *_hidden(demande),
            html.Div(
                html.Button("Appliquer", className="bouton bouton--fort", type="submit"),
                className="filtres__valider",
            ),
        ],
        className="filtres",
        id="filtres",
        action=PATH,
        method="get",
        **aria(labelledby="titre-filtres"),
    )  # fmt: skip


def _boxes(
    name: str,
    title: str,
    choices: Iterable[tuple[str, str]],
    chosen: Sequence[str],
    counts: Mapping[Nature, int] | None = None,
) -> Element:
    rows = [
        _box(name, value, label, chosen, None if counts is None else counts.get(Nature(value), 0))
        for value, label in choices
    ]
    return Element("fieldset", [html.Legend(title), *rows], className="facette")


def _box(
    name: str, value: str, label: Node, chosen: Sequence[str], counted: int | None = None
) -> Element:
    box = Element("input", type="checkbox", name=name, value=value, checked=value in chosen)
    told = None if counted is None else html.Span(number(counted), className="echeances__n")
    return html.Label([box, html.Span(label), told], className="coche")


def _list(name: str, kind: type[Statut | BaseLegale], chosen: Sequence[str]) -> list[Element]:
    return [_box(name, m.value, m.label, chosen) for m in kind]


def _themes(chosen: Sequence[Theme]) -> list[Element]:
    return [
        html.Div(
            [_box("theme", t.value, [sigle(t), " ", t.label], chosen) for t in themes],
            className=f"famille f-{famille}",
        )
        for famille, themes in groupby(Theme, key=lambda t: t.famille)
    ]


def _folded(title: str, rows: Sequence[Element], *, is_open: bool) -> Element:
    return html.Details(
        [
            html.Summary([title, icon("chevron")]),
            Element("fieldset", [html.Legend(title, className="sr"), *rows]),
        ],
        className="facette",
        open=is_open,
    )


def _text(value: str) -> Element:
    field = Element(
        "input",
        className="champ",
        id="f-q",
        name="q",
        type="search",
        maxLength=MAX_TEXT,
        value=value,
    )
    label = html.Label("Titre, résumé ou territoire", className="etiquette", htmlFor="f-q")
    return html.Div([label, field], className="facette facette--champ")


def _period(demande: Demande) -> Element:
    periode = demande.choix.criteres.periode
    offered = sorted({*AHEAD, *([periode.mois] if periode.mois else [])})
    options = [
        Element("option", "Toutes les dates", value=""),
        *(
            Element(
                "option",
                f"Les {count(n, 'mois', 'mois')} à venir",
                value=n,
                selected=n == periode.mois,
            )
            for n in offered
        ),
    ]
    ends = [
        part
        for name, label, value in (("de", "ou de", periode.de), ("a", "à", periode.a))
        for part in (
            html.Label(label, htmlFor=f"f-{name}"),
            Element(
                "input",
                className="champ",
                id=f"f-{name}",
                name=name,
                value=str(value or ""),
                placeholder="2026-11",
                maxLength=10,
                autoComplete="off",
                **aria(describedby="f-dates"),
            ),
        )
    ]
    return Element(
        "fieldset",
        [
            html.Legend("Période"),
            html.Label("Mois à venir", className="sr", htmlFor="f-periode"),
            html.Select(options, className="champ", id="f-periode", name="periode"),
            html.Div(ends, className="bornes echeances__bornes"),
            html.P("Année, mois ou jour : 2026, 2026-11 ou 2026-11-30.", id="f-dates",
                   className="facette__note"),
        ],
        className="facette",
    )  # fmt: skip


def _hidden(demande: Demande) -> list[Element]:
    """Return what has no field and stays."""
    filters, own = demande.choix.filters, demande.choix.criteres
    kept = [(name, v.value) for name in ("niveau", "dimension") for v in getattr(filters, name)]
    if own.experimentation:
        kept.append(("experimentation", own.experimentation))
    if demande.affichage is not Affichage.FRISE:
        kept.append(("vue", demande.affichage.value))
    return [Element("input", type="hidden", name=name, value=value) for name, value in kept]
