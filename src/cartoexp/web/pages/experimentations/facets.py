"""Facets: the chart is the filter. A row is a checkbox, a label, a bar and a count."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.vocabulaires import Famille, Statut, Theme
from cartoexp.web.components import sigle
from cartoexp.web.criteria import preuve_label
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.facets import Choice
    from cartoexp.web.html import Node

OPEN = ("theme", "statut")
"""Facets that are always unfolded; the others unfold by themselves when they are active."""

TITLES = {
    "theme": "Thème",
    "statut": "Statut, à la date attestée",
    "preuve": "Solidité de la preuve",
    "effet": "Effet selon les évaluations",
    "base": "Fondement juridique",
    "dimension": "Dimension",
}
JUDGED = {
    "preuve": "Notes de 0 à 5 proposées par Cartoexp.",
    "effet": "Appréciations proposées par Cartoexp.",
    "base": "Qualifications proposées par Cartoexp, sauf mention contraire sur la fiche.",
    "dimension": "Qualifications proposées par Cartoexp.",
}


def facet(name: str, choices: Sequence[Choice]) -> Node:
    """Return a facet: pale bars for the whole catalogue, strong ones for the selection."""
    widest = max((c.total for c in choices), default=1) or 1
    rows = (
        _families(choices, widest) if name == "theme" else [_row(name, c, widest) for c in choices]
    )
    judged = html.P(JUDGED[name], className="facette__note") if name in JUDGED else None
    if name in OPEN:
        legend = html.Legend(
            [TITLES[name], html.Span("expérimentations", className="facette__quoi")]
        )
        return Element("fieldset", [legend, *rows, judged], className="facette")
    return html.Details(
        [
            html.Summary(
                [TITLES[name], html.Span(className="i i-chevron", **{"aria-hidden": "true"})]
            ),
            Element("fieldset", [html.Legend(TITLES[name], className="sr"), *rows, judged]),
        ],
        className="facette",
        open=any(c.selected for c in choices),
    )


def all_facets(found: Mapping[str, Sequence[Choice]]) -> list[Node]:
    """Return every facet, in a fixed order."""
    return [facet(name, found[name]) for name in TITLES]


def _families(choices: Sequence[Choice], widest: int) -> list[Node]:
    def family(choice: Choice) -> Famille:
        return Theme(choice.value).famille

    return [
        html.Div([_row("theme", c, widest) for c in rows], className=f"famille f-{famille}")
        for famille, rows in groupby(choices, key=family)
    ]


def _row(name: str, choice: Choice, widest: int) -> Element:
    box = Element("input", type="checkbox", name=name, value=choice.value, checked=choice.selected)
    of_all = Element("span", f" sur {number(choice.total)} au catalogue", className="sr")
    zero = "" if choice.count else " barre--zero"
    return Element(
        "label",
        [
            box,
            sigle(Theme(choice.value)) if name == "theme" else None,
            Element("span", _text(name, choice), className="barre__fond"),
            Element("span", [number(choice.count), of_all], className="barre__n"),
        ],
        className=f"barre{zero}",
        style={"--t": _share(choice.total, widest), "--v": _share(choice.count, widest)},
    )


def _share(value: int, widest: int) -> float:
    return round(100 * value / widest, 1)


def _text(name: str, choice: Choice) -> Node:
    if name == "statut":
        return html.Span(choice.label, className=f"statut statut--{Statut(choice.value)}")
    if name == "preuve":
        return preuve_label(choice.value)
    return choice.label
