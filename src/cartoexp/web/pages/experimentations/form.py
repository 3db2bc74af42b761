"""The filter form: plain GET, works without a line of JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.filters import SansDate
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.query import FIRST_YEAR, LAST_YEAR
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.services.listing import Tri
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.facets import all_facets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.facets import Choice
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.address import ListQuery

_UNDATED = {
    SansDate.EXCLURE: "laissés de côté",
    SansDate.INCLURE: "gardés aussi",
    SansDate.SEULES: "seuls gardés",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Territories that the form offers, and the EPCI that a link may have asked for."""

    regions: Sequence[Territoire]
    departements: Sequence[Territoire]
    epci: Territoire | None = None


def filter_form(query: ListQuery, found: Mapping[str, Sequence[Choice]], places: Places) -> Node:
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
            _place(filters, places),
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


def _place(filters: Filters, places: Places) -> Node:
    chosen = next(
        (
            f"{name}-{code}"
            for name in ("epci", "departement", "region")
            if (code := getattr(filters, name))
        ),
        "",
    )
    groups = [("Régions", places.regions), ("Départements", places.departements)]
    if places.epci:
        groups.insert(0, ("Intercommunalité choisie", [places.epci]))
    options = [
        Element("optgroup", [_option(t, chosen) for t in territoires], label=label)
        for label, territoires in groups
    ]
    return html.Div(
        [
            html.Label("Territoire", className="etiquette", htmlFor="f-lieu"),
            Element(
                "select",
                [Element("option", "Toute la France", value=""), *options],
                className="champ",
                id="f-lieu",
                name="lieu",
            ),
        ],
        className="facette facette--champ",
    )


def _option(territoire: Territoire, chosen: str) -> Element:
    value = f"{territoire.niveau}-{territoire.code}"
    text = f"{nom(territoire)} ({territoire.code})"
    return Element("option", text, value=value, selected=value == chosen)


def _hidden(query: ListQuery) -> list[Node]:
    kept = [("niveau", n.value) for n in query.filters.niveau]
    if query.tri is not Tri.IMPLANTATIONS:
        kept.append(("tri", query.tri.value))
    return [Element("input", type="hidden", name=name, value=value) for name, value in kept]
