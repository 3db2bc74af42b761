"""The form of the comparables: weight of each theme, where, size; it works without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES
from cartoexp.domain.phrases.nombres import number
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires.demande import (
    CHOICES,
    FIELD,
    LARGEST,
    MAX,
    MIN,
    MOST,
    OU,
    STEP,
    Ou,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.web.html import Node
    from cartoexp.web.pages.territoires.demande import Demande

LABELS = {
    Ou.PARTOUT: "Partout",
    Ou.DEPARTEMENT: "Même département",
    Ou.REGION: "Même région",
    Ou.HORS: "Hors de mon département",
}
READ = (
    "Le poids 1 est le nôtre\N{NARROW NO-BREAK SPACE}; 0 écarte un thème, 3 le fait compter trois "
    "fois plus."
)


def form(themes: Iterable[str], here: Territoire, demande: Demande) -> Element:
    """Return the form, folded unless something was asked for."""
    fields: list[Node] = [
        html.Fieldset(
            [
                html.Legend("Poids des thèmes"),
                html.P(READ, className="discret petit"),
                html.Div(
                    [_slider(t, demande.poids.get(t, 1.0)) for t in themes], className="pesee"
                ),
            ]
        ),
        _where(here.niveau, demande.ou),
        _size(demande),
        html.P(
            [
                html.Button("Appliquer", className="bouton bouton--fort", type="submit"),
                html.A(
                    "Réglages d’origine",
                    className="bouton",
                    href=f"{here.chemin}#comparables",
                    **{"data-origine": ""},
                ),
            ],
            className="actions",
        ),
    ]
    return html.Details(
        [
            html.Summary("Régler les poids et le périmètre"),
            html.Form(
                fields,
                className="reglages",
                action=here.chemin,
                method="get",
                autoComplete="off",
                **{
                    "data-fragment": f"{here.chemin}/comparables",
                    "data-dit": "comparables-dit",
                    "aria-label": "Réglages des comparables",
                },
            ),
        ],
        className="replie pas-imprimer",
        open=not demande.usual,
    )


def _slider(theme: str, value: float) -> Element:
    name = f"{FIELD}{theme}"
    field = html.Input(
        type="range",
        id=name,
        name=name,
        min="0",
        max=f"{MOST:g}",
        step=f"{STEP:g}",
        value=f"{value:g}",
    )
    label = [html.Span(className=f"ech t-{theme}"), THEMES.get(theme, theme)]
    return html.Div(
        [
            html.Label(label, htmlFor=name),
            Element("output", number(value, 1), htmlFor=name),
            field,
        ],
        className="poids",
    )


def _where(niveau: Niveau, chosen: Ou) -> Node:
    choices = CHOICES.get(niveau)
    if not choices:
        return None
    buttons = [
        html.Label(
            [
                html.Input(type="radio", name=OU, value=ou.value, checked=ou is chosen),
                html.Span(LABELS[ou]),
            ],
            className="coche",
        )
        for ou in choices
    ]
    return html.Fieldset([html.Legend("Où les chercher"), html.Div(buttons, className="choix")])


def _size(demande: Demande) -> Element:
    bounds = ((MIN, "Au moins", demande.population_min), (MAX, "Au plus", demande.population_max))
    fields = [
        html.Div(
            [
                html.Label(label, htmlFor=name, className="etiquette"),
                html.Input(
                    type="number",
                    className="champ",
                    id=name,
                    name=name,
                    min="0",
                    max=str(LARGEST),
                    step="1",
                    value=None if value is None else str(value),
                ),
            ]
        )
        for name, label, value in bounds
    ]
    legend = html.Legend("Population, en habitants")
    return html.Fieldset([legend, html.Div(fields, className="choix")])
