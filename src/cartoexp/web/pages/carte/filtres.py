"""Filters of the map page: facets, level, active filters; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.domain.vocabulaires import Famille, Statut, Theme
from cartoexp.web import criteria
from cartoexp.web.components import icon, sigle
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte import annees, couleur
from cartoexp.web.pages.carte.state import FOLLOWED, State, found
from cartoexp.web.shell import foot_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.facets import Choice
    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.vue import Vue


def panel(state: State) -> list[Element]:
    """Return the filters: each row is a choice, its bar and its count."""
    vue = state.vue
    clear = html.A(
        "Tout effacer", className="bouton bouton--nu", href=vue.href(Filters()), **FOLLOWED
    )
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
        annees.facet(state),
        html.P(
            html.A(f"Voir {found(state)}", className="bouton bouton--fort", href="#contenu"),
            className="valider",
        ),
        html.Div(foot_links(), className="volet__pied"),
    ]


def _facet(title: str, rows: Sequence[Element]) -> Element:
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
    mark: Element | None = None,
    css: str = "",
) -> Element:
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
            **FOLLOWED,
        },
    )


def _short(statut: Statut) -> str:
    return statut.label.split(" (", maxsplit=1)[0].split(" au niveau", maxsplit=1)[0]


def toolbar(state: State) -> list[Element]:
    """Return the level switch and the active filters."""
    vue = state.vue
    levels = [
        html.A(
            n.niveau.label if n is not NiveauCarte.EPCI else "EPCI",
            href=state.at_level(n),
            **({"aria-current": "true"} if n is vue.niveau else {}),
            **FOLLOWED,
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
        couleur.chooser(state),
        html.Div(
            _chips(state), className="puces", **{"aria-label": "Filtres actifs"}, role="group"
        ),
    ]


def _chips(state: State) -> list[Element]:
    return [
        html.A(
            [html.Span(c.text, className="puce__texte"), icon("croix")],
            className="puce",
            href=state.vue.href(c.left),
            **{"aria-label": f"Retirer le filtre {c.text}", **FOLLOWED},
        )
        for c in criteria.active(state.vue.filters, state.lieux)
    ]
