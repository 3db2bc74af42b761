"""The filter form: plain GET, works without a line of JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.filters import SansDate
from cartoexp.domain.query import FIRST_YEAR, LAST_YEAR
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.services.listing import Tri
from cartoexp.web.communs.lieux import choisir
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.facets import all_facets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.filters import Filters
    from cartoexp.services.facets import Choice
    from cartoexp.web.communs.lieux import Lieux
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.address import ListQuery

_UNDATED = {
    SansDate.EXCLURE: "laissés de côté",
    SansDate.INCLURE: "gardés aussi",
    SansDate.SEULES: "seuls gardés",
}


def filter_form(query: ListQuery, found: Mapping[str, Sequence[Choice]], places: Lieux) -> Node:
    """Return the form with every filter in its present state; pure."""
    filters = query.filters
    head = html.Div(
        [
            html.H2("Filtrer", id="titre-filtres"),
            html.A("Tout effacer", className="bouton bouton--nu", href=PATH) if filters else None,
            html.A("Fermer", className="bouton bouton--nu filtres__fermer", href="#resultats"),
        ],
        className="filtres__tete",
    )
    theme, statut, *others = all_facets(found)
    return html.Form(
        [
            head,
            _text(filters),
            theme,
            statut,
            _years(filters),
            choisir(filters, places),
            *others,
            _hidden(query),
            html.Div(
                html.Button("Appliquer", className="bouton bouton--fort", type="submit"),
                className="filtres__valider",
            ),
        ],
        className="filtres",
        id="filtres",
        action=PATH,
        method="get",
        **{"aria-labelledby": "titre-filtres"},
    )


def _text(filters: Filters) -> Node:
    return html.Div(
        [
            html.Label("Titre, résumé ou territoire", className="etiquette", htmlFor="f-q"),
            Element(
                "input",
                className="champ",
                id="f-q",
                name="q",
                type="search",
                maxLength=MAX_TEXT,
                value=filters.q,
            ),
        ],
        className="facette facette--champ",
    )


def _years(filters: Filters) -> Node:
    annee = filters.annee
    low, high = (annee.debut, annee.fin) if annee else (None, None)
    return Element(
        "fieldset",
        [
            html.Legend("Années"),
            html.Div(
                [
                    html.Label("de", htmlFor="f-de"),
                    _year("de", low),
                    html.Label("à", htmlFor="f-a"),
                    _year("a", high),
                ],
                className="bornes",
            ),
            html.Label("Débuts inconnus", className="etiquette", htmlFor="f-sans-date"),
            html.Select(
                [
                    html.Option(label, value=value.value, selected=value is filters.sans_date)
                    for value, label in _UNDATED.items()
                ],
                className="champ",
                id="f-sans-date",
                name="sans_date",
            ),
        ],
        className="facette",
    )


def _year(bound: str, value: int | None) -> Element:
    return Element(
        "input",
        className="champ",
        id=f"f-{bound}",
        name=f"annee_{bound}",
        type="number",
        inputMode="numeric",
        min=FIRST_YEAR,
        max=LAST_YEAR,
        value="" if value is None else value,
    )


def _hidden(query: ListQuery) -> list[Node]:
    kept = [("niveau", n.value) for n in query.filters.niveau]
    if query.tri is not Tri.IMPLANTATIONS:
        kept.append(("tri", query.tri.value))
    return [Element("input", type="hidden", name=name, value=value) for name, value in kept]
