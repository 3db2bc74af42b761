"""Counts and list of the map page; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.chiffres import THIN_THEME
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web import criteria
from cartoexp.web.communs import integrer, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import card, icon, note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte.state import FOLLOWED, State, found
from cartoexp.web.pages.carte.tableau import file

if TYPE_CHECKING:
    from cartoexp.web.html import Element

LISTED = 20
"""Experiments in the list beside the map; the rest is one link away.

Dash takes about a millisecond to show an element: a longer list would make each filter slower.
"""


def results(state: State) -> list[Element]:
    """Return the counts and the list."""
    listing, vue = state.listing, state.vue
    filtered = bool(vue.filters)
    whole = f" sur {number(listing.experimentations_catalogue)}" if filtered else ""
    places = count(listing.implantations, "implantation")
    lieux = count(listing.territoires, "territoire")
    head = html.Div(
        [
            html.H2(
                [
                    count(listing.experimentations, "expérimentation"),
                    html.Span(whole, className="discret"),
                    html.Small(f"{places} dans {lieux}. Recensées, liste non exhaustive."),
                ],
                className="bilan__titre",
            ),
            html.Div(
                [
                    html.Button(
                        [icon("partage"), "Partager"],
                        className="bouton",
                        type="button",
                        **{"data-partager": "1"},
                    ),
                    integrer.link(vue.embed),
                    _files(state),
                    html.Span(id="partage-dit", className="petit discret", role="status"),
                ],
                className="actions",
            ),
            *(_cautions(state) if listing.cards else ()),
            _in_view(state),
        ],
        className="bilan",
    )
    if not listing.cards:
        return [head, _nothing(state)]
    shown = listing if state.dans_la_vue is None else state.dans_la_vue
    cards = [card(c, state.today, f"/experimentations/{c.experiment.id}") for c in shown.cards]
    query = vue.filters.query()
    href = f"/experimentations{'?' if query else ''}{query}"
    report = signaler.lien_chiffre("liste", vue.href())
    more = html.P(
        [html.A(f"Voir {found(state)} en liste", href=href), " ", report], className="suite"
    )
    title = html.H2("Liste des expérimentations", className="sr")
    return [head, title, html.Ol(cards, className="cartes"), more]


def _in_view(state: State) -> Element | None:
    """Return what the map shows of the answer, once it has been moved: the list follows it."""
    seen = state.dans_la_vue
    if seen is None:
        return None
    if not seen.cards:
        told = "Aucune d’elles n’est dans la vue de la carte. Dézoomez, ou revenez à l’Hexagone."
    else:
        told = (
            f"La liste suit la carte{NBSP}: {count(seen.experimentations, 'expérimentation')} et "
            f"{count(seen.implantations, 'implantation')} dans la vue."
        )
    return html.P(told, className="dans-la-vue")


def _files(state: State) -> Element:
    listing, pairs = state.listing, state.vue.filters.pairs()
    experiments = count(listing.experimentations, "ligne")
    return menu(
        [
            Fichier(
                "Implantations", "/implantations", pairs, count(listing.implantations, "ligne")
            ),
            Fichier("Expérimentations", "/experimentations", pairs, experiments),
            file(state),
        ]
    )


def _cautions(state: State) -> list[Element]:
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


def _nothing(state: State) -> Element:
    """Return what helps when nothing is found: first the filter that hides most."""
    vue, removal = state.vue, state.retrait
    clear = html.A("Tout effacer", className="bouton", href=vue.href(Filters()), **FOLLOWED)
    buttons = [clear, signaler.proposer()]
    limits = "Le catalogue n’est pas exhaustif."
    if removal is None:
        limits += " Retirer un seul filtre ne suffit pas."
    else:
        told = f"{removal.text} ({count(removal.experimentations, 'expérimentation')})"
        href = vue.href(removal.filters)
        best = html.A(told, className="bouton bouton--fort", href=href, **FOLLOWED)
        buttons.insert(0, best)
    return html.Div(
        [
            html.H2(f"Aucune expérimentation avec {criteria.number_of_filters(vue.filters)}"),
            html.P(limits),
            html.P(buttons, className="actions"),
        ],
        className="vide",
    )
