"""Filters of the page of a layer, in its query; pure but for the territories that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches import Nature
from cartoexp.domain.genres import Symboles
from cartoexp.domain.phrases.niveaux import counted
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Theme
from cartoexp.web.components import aria
from cartoexp.web.couches.commun import chemin
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.integrer.champs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.services.couches import Coloriage
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node


def form(web: Web, vue: VueCouche, found: Coloriage) -> Element:
    """Return the form."""
    return html.Form(
        [
            _level(found),
            _values(vue, found) if found.couche.nature is Nature.NOMBRE else _names(vue, found),
            _place(web, found, Niveau.REGION, vue.region),
            _place(web, found, Niveau.DEPARTEMENT, vue.departement),
            Element(
                "fieldset",
                [
                    html.Legend("Expérimentations recensées", className="etiquette"),
                    _select("symboles", "Marques", _signs(), vue.symboles.value),
                    _select("theme", "Thème", _themes(), _theme(vue)),
                ],
                className="couche__groupe",
            ),
            html.P(
                html.Button("Appliquer", className="bouton bouton--fort", type="submit"),
                className="actions",
            ),
        ],
        action=chemin(vue.jeton),
        method="get",
        className="couche__options",
        **aria(label="Filtres de la carte"),
    )


def _level(found: Coloriage) -> Node:
    if len(found.parts) < 2:  # noqa: PLR2004  there is nothing to choose
        return None
    options = [(n.value, capital(counted(k, n.niveau))) for n, k in found.parts.items()]
    return _select("niveau", "Niveau montré", options, found.niveau.value)


def _values(vue: VueCouche, found: Coloriage) -> Node:
    told = ""
    if found.etendue:
        low, high = (number(v, found.coloration.decimales) for v in found.etendue)
        told = f"De {low} à {high}."
    fields = [
        _number("minimum", "Au moins", vue.minimum),
        _number("maximum", "Au plus", vue.maximum),
    ]
    return Element(
        "fieldset",
        [
            html.Legend("Valeur", className="etiquette"),
            html.Div(fields, className="couche__bornes"),
            html.P(told, className="petit discret") if told else None,
        ],
        className="couche__groupe",
    )


def _number(name: str, label: str, given: float | None) -> Element:
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="petit"),
            Element(
                "input",
                id=name,
                name=name,
                type="number",
                step="any",
                className="champ",
                value="" if given is None else f"{given:.15g}",
            ),
        ]
    )


def _names(vue: VueCouche, found: Coloriage) -> Node:
    boxes = [
        html.Label(
            [
                Element(
                    "input",
                    type="checkbox",
                    name="categorie",
                    value=name,
                    checked=name in vue.categories,
                ),
                html.Span(typeset(name)),
            ],
            className="coche",
        )
        for name in found.modalites
    ]
    legend = html.Legend(f"Catégories{NBSP}: toutes, ou celles cochées", className="etiquette")
    return Element("fieldset", [legend, *boxes], className="couche__groupe")


def _place(web: Web, found: Coloriage, level: Niveau, chosen: str) -> Node:
    """Return the territories that hold some of the layer: the others would show nothing."""
    if found.niveau is Niveau.REGION or found.niveau is level:
        return None
    service = web.services.territoires
    codes = set()
    for code in found.lignes:
        t = service.find(found.niveau, code)
        if t is not None:
            codes.add(t.code_region if level is Niveau.REGION else t.code_departement)
    held = [t for code in codes if (t := service.find(level, code)) is not None]
    if len(held) < 2 and not chosen:  # noqa: PLR2004  there is nothing to choose
        return None
    options = [(t.code, typeset(t.nom)) for t in sorted(held, key=lambda t: t.nom)]
    every = "Toutes" if level.feminin else "Tous"
    return _select(level.value, level.label, [("", every), *options], chosen)


def _signs() -> Iterable[tuple[str, str]]:
    order = (Symboles.PROPORTIONNELS, Symboles.THEMES, Symboles.AUCUN)
    return [(s.value, SIGNS[s]) for s in order]


def _themes() -> Iterable[tuple[str, str]]:
    return [("", "Tous"), *((t.value, t.label) for t in Theme)]


def _theme(vue: VueCouche) -> str:
    return vue.themes[0].value if len(vue.themes) == 1 else ""


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Element:
    made = [html.Option(told, value=value, selected=value == chosen) for value, told in options]
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="etiquette"),
            html.Select(made, id=name, name=name, className="champ"),
        ],
        className="couche__champ",
    )
