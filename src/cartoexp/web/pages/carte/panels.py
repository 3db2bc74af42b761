"""Panels of the map page, made from one view of the data; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dash import html

from cartoexp.domain.chiffres import THIN_THEME
from cartoexp.domain.filters import Filters
from cartoexp.domain.vocabulaires import Famille, Statut, Theme
from cartoexp.web.components import card, icon, note, sigle
from cartoexp.web.formats import NBSP, count, number
from cartoexp.web.pages.carte.vue import NiveauCarte, Vue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dash.development.base_component import Component

    from cartoexp.domain.classes import Classes
    from cartoexp.services.choropleth import Counts
    from cartoexp.services.facets import Choice
    from cartoexp.services.listing import Listing

LISTED = 40


@dataclass(frozen=True, slots=True)
class State:
    """A view with everything that is shown of it."""

    vue: Vue
    listing: Listing
    facets: Mapping[str, Sequence[Choice]]
    counts: Counts
    classes: Classes
    drawn: int
    """Territories of the level that have an outline."""
    undrawn: int
    """Territories of the level that have experiments but no outline."""
    today: date


def filters_panel(state: State) -> list[Component]:
    """Return the filters: each row is a choice, its bar and its count."""
    vue = state.vue
    clear = html.A("Tout effacer", className="bouton bouton--nu", href=vue.href(Filters()), **_VUE)
    themes = {c.value: c for c in state.facets["theme"]}
    widest = max((c.total for c in state.facets["theme"]), default=1) or 1
    families = [
        html.Div(
            [
                _row(vue, "theme", themes[t.value], widest, mark=sigle(t), css=f"f-{famille}")
                for t in Theme
                if t.famille is famille
            ],
            className=f"famille f-{famille}",
            role="group",
            **{"aria-label": famille.label},
        )
        for famille in Famille
    ]
    statuts = state.facets["statut"]
    top = max((c.total for c in statuts), default=1) or 1
    return [
        html.Div([html.H2("Filtrer"), clear if vue.filters else None], className="volet__tete"),
        _facet("Thème", families),
        _facet("Statut", [_row(vue, "statut", c, top) for c in statuts]),
        html.P(
            html.A(f"Voir {_found(state)}", className="bouton bouton--fort", href="#contenu"),
            className="valider",
        ),
    ]


_VUE: dict[str, Any] = {"data-vue": "1"}


def _facet(title: str, rows: Sequence[Component]) -> Component:
    identifier = f"facette-{title.lower().replace('è', 'e')}"
    head = html.H3([title, html.Span("expérimentations", className="discret")], id=identifier)
    return html.Div(
        [head, *rows], className="facette", role="group", **{"aria-labelledby": identifier}
    )


def _row(
    vue: Vue,
    name: str,
    choice: Choice,
    widest: int,
    *,
    mark: Component | None = None,
    css: str = "",
) -> Component:
    label: Any = choice.label
    if name == "statut":
        label = html.Span(_short(Statut(choice.value)), className=f"statut statut--{choice.value}")
    zero = " barre--zero" if choice.count == 0 else ""
    shares = {
        "--t": f"{100 * choice.total / widest:.0f}",
        "--v": f"{100 * choice.count / widest:.0f}",
    }
    return html.A(
        [
            html.Span(className="case", **{"aria-hidden": "true"}),
            mark,
            html.Span(label, className="barre__fond"),
            html.Span(number(choice.count), className="barre__n"),
        ],
        className=f"barre {css}{zero}",
        href=vue.href(vue.toggled(name, choice.value)),
        role="checkbox",
        style=shares,
        **{
            "aria-checked": "true" if choice.selected else "false",
            "data-cle": f"{name}-{choice.value}",
            **_VUE,
        },
    )


def _short(statut: Statut) -> str:
    return statut.label.split(" (", maxsplit=1)[0].split(" au niveau", maxsplit=1)[0]


def toolbar(state: State) -> list[Component]:
    """Return the level switch and the active filters."""
    vue = state.vue
    levels = [
        html.A(
            n.niveau.label if n is not NiveauCarte.EPCI else "EPCI",
            href=vue.href(niveau=n),
            **({"aria-current": "true"} if n is vue.niveau else {}),
            **_VUE,
        )
        for n in NiveauCarte
    ]
    return [
        html.Div(
            [
                html.Span("Niveau", className="etiquette", id="carte-niveau"),
                html.Nav(levels, className="segment", **{"aria-labelledby": "carte-niveau"}),
            ]
        ),
        html.A([icon("filtre"), "Filtrer"], className="bouton petit-ecran", href="#filtres"),
        html.Div(
            _chips(state), className="puces", **{"aria-label": "Filtres actifs"}, role="group"
        ),
    ]


def _chips(state: State) -> list[Component]:
    vue, chips = state.vue, []
    labels = {(n, c.value): c.label for n, cs in state.facets.items() for c in cs}
    for name, text in vue.filters.pairs():
        values = text.split(",") if isinstance(getattr(vue.filters, name), tuple) else [None]
        for value in values:
            told = labels.get((name, value or ""), text)
            chips.append(
                html.A(
                    [told, icon("croix")],
                    className="puce",
                    href=vue.href(vue.filters.without(name, value)),
                    **{"aria-label": f"Retirer le filtre{NBSP}: {told}", **_VUE},
                )
            )
    return chips


def legend(state: State) -> list[Component]:
    """Return the classes, zero aside, and what the signs mean."""
    noun = state.vue.niveau.niveau.label.lower()
    labels = [("zero", "0"), *((f"k{i}", t) for i, t in enumerate(state.classes.labels, 1))]
    return [
        html.Div(
            [
                html.H2(f"Nombre d’expérimentations par {noun}"),
                html.P(
                    [
                        html.Span(
                            [html.I("9", className="ech ech--grappe"), "implantations groupées"]
                        ),
                        html.Span([html.I(className="ech ech--point"), "une implantation"]),
                    ],
                    className="cle",
                ),
            ],
            className="bande__tete",
        ),
        html.Ul([html.Li(text, className=css) for css, text in labels], className="rampe"),
        html.P(sentence(state), className="phrase"),
    ]


def sentence(state: State) -> str:
    """Return what the map shows, in words, from its data."""
    counts, niveau = state.counts, state.vue.niveau.niveau
    noun, plural = niveau.label.lower(), niveau.label_pluriel.lower()
    shown = state.listing.experimentations - counts.au_dessus
    told = (
        f"{count(shown, 'expérimentation recensée', 'expérimentations recensées')} dans "
        f"{count(len(counts.experimentations) - state.undrawn, noun, plural)} "
        f"sur {number(state.drawn)}."
    )
    if state.undrawn:
        what = count(state.undrawn, "collectivité ultramarine", "collectivités ultramarines")
        verb = "S’y ajoute" if state.undrawn == 1 else "S’y ajoutent"
        told += f" {verb} {what} sans contour dans nos sources."
    if counts.au_dessus == 1:
        told += " 1 autre, menée à une échelle plus vaste, est dans la liste seulement."
    elif counts.au_dessus:
        told += (
            f" {number(counts.au_dessus)} autres, menées à une échelle plus vaste, "
            "sont dans la liste seulement."
        )
    return told


def results(state: State) -> list[Component]:
    """Return the counts and the list."""
    listing, vue = state.listing, state.vue
    filtered = bool(vue.filters)
    whole = f" sur {number(listing.experimentations_catalogue)}" if filtered else ""
    places = count(listing.implantations, "implantation")
    lieux = count(listing.territoires, "territoire")
    head = html.Div(
        [
            html.H1(
                [
                    count(listing.experimentations, "expérimentation"),
                    html.Span(whole, className="discret"),
                    html.Small(f"{places} dans {lieux}. Recensées, liste non exhaustive."),
                ]
            ),
            html.Div(
                [
                    html.Button(
                        [icon("partage"), "Partager"],
                        className="bouton",
                        type="button",
                        **{"data-partager": "1"},
                    ),
                    html.A([icon("charge"), "Données"], className="bouton", href=_geojson(vue)),
                    html.Span(id="partage-dit", className="petit discret", role="status"),
                ],
                className="actions",
            ),
            *_cautions(state),
        ],
        className="bilan",
        **{"aria-live": "polite"},
    )
    if not listing.cards:
        return [head, _nothing(state)]
    cards = [card(c, state.today, f"/experimentations/{c.experiment.id}") for c in listing.cards]
    query = vue.filters.query()
    more = html.P(
        html.A(
            f"Voir {_found(state)} en liste", href=f"/experimentations{'?' if query else ''}{query}"
        ),
        className="suite",
    )
    title = html.H2("Liste des expérimentations", className="sr")
    return [head, title, html.Ol(cards, className="cartes"), more]


def _found(state: State) -> str:
    n = state.listing.experimentations
    return "l’expérimentation" if n == 1 else f"les {count(n, 'expérimentation')}"


def _geojson(vue: Vue) -> str:
    query = vue.filters.query()
    return f"/api/v1/implantations?format=geojson{'&' if query else ''}{query}"


def _cautions(state: State) -> list[Component]:
    themes = {c.value: c for c in state.facets["theme"]}
    thin = [c for t in state.vue.filters.theme if (c := themes[t]).implantations < THIN_THEME]
    return [
        note(
            [
                html.Strong("Nombre faible. "),
                (
                    f"{c.label}{NBSP}: {count(c.total, 'expérimentation')} au catalogue, "
                    f"{count(c.implantations, 'implantation')}. Toute comparaison est fragile."
                ),
            ]
        )
        for c in thin
    ]


def _nothing(state: State) -> Component:
    vue = state.vue
    return html.Div(
        [
            html.H2("Aucune expérimentation avec ces filtres"),
            html.P("Le catalogue n’est pas exhaustif. Retirez un filtre pour élargir."),
            html.A("Tout effacer", className="bouton", href=vue.href(Filters()), **_VUE),
        ],
        className="vide",
    )
