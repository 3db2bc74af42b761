"""Page « Expérimentations »: the list, its filters, its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain import echeances
from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.vues import Vue
from cartoexp.services.listing import Tri
from cartoexp.web import criteria
from cartoexp.web.communs import echeances as words
from cartoexp.web.communs import signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, card, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH, SIZE, ListQuery
from cartoexp.web.pages.experimentations.form import filter_form
from cartoexp.web.pages.experimentations.messages import Content, notes, nothing, pages_of
from cartoexp.web.shell import Page, atom

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cartoexp.services.listing import Listing
    from cartoexp.web.html import Node

INTRO = (
    "Ce que des territoires ont essayé, avec ce qu’on en sait : où, depuis quand, sur quel "
    "fondement, avec quel résultat. Les échecs y ont leur place."
)


def layout(query: ListQuery, content: Content, today: date) -> Page:
    """Return the page; pure."""
    filters = query.filters
    results = html.Section(
        [
            html.A(
                [icon("filtre"), "Filtrer"], className="bouton filtres__ouvrir", href="#filtres"
            ),
            _chips(query, content.names),
            _counts(content.listing),
            notes(content),
            _list(query, content, today) if content.listing.cards else nothing(query, content),
        ],
        className="liste-resultats",
        id="resultats",
        **aria(labelledby="compte"),
    )
    main = html.Main(
        [
            html.H1("Expérimentations"),
            html.P(INTRO, className="chapo"),
            html.Div(
                [filter_form(query, content.facets, content.places), results],
                className="avec-filtres",
            ),
        ],
        className="page",
        id="contenu",
    )
    chosen = ", sélection" if filters else ""
    rank = f", page {query.page}" if query.page > 1 else ""
    return Page(
        f"Expérimentations{chosen}{rank}",
        "Expérimentations territoriales recensées en France, à trier et à filtrer.",
        main,
        section=PATH,
        canonical=query.href,
        robots="noindex, follow" if filters or query.tri is not Tri.IMPLANTATIONS else "",
        vue=Vue(Genre.CHIFFRE, filters=filters),
        autres=[atom(filters.query(), f"Nouveautés{chosen}")],
    )


def _chips(query: ListQuery, names: Mapping[str, str]) -> Node:
    found = criteria.active(query.filters, names)
    if not found:
        return None
    chips = [
        html.A(
            [html.Span("Retirer ", className="sr"), c.text, icon("croix")],
            className="puce",
            href=query.with_filters(c.left).href,
        )
        for c in found
    ]
    label = html.Span("Filtres actifs", className="discret petit")
    clear = html.A("Tout effacer", className="bouton bouton--nu", href=PATH)
    return html.Div([label, *chips, clear], className="puces")


def _counts(listing: Listing) -> Node:
    territories = count(listing.territoires, "territoire")
    told = [
        html.Strong(count(listing.experimentations, "expérimentation")),
        html.Span(f" sur {number(listing.experimentations_catalogue)}", className="discret"),
    ]
    where = (
        f"{count(listing.implantations, 'implantation')} dans {territories} · "
        "recensées, liste non exhaustive"
    )
    return html.Div(
        [html.H2(told, id="compte"), html.P(where, className="petit discret")], className="compte"
    )


def _list(query: ListQuery, content: Content, today: date) -> Node:
    cards = [
        card(c, today, f"{PATH}/{c.experiment.id}", resume=True) for c in content.listing.cards
    ]
    return [
        html.Div([_sorting(query), _exits(query, content.listing)], className="barre-outils"),
        html.Ol(cards, className="bloc cartes-liste", start=(query.page - 1) * SIZE + 1),
        _pagination(query, content.listing),
        signaler.du_chiffre("liste", query.href),
    ]


def _sorting(query: ListQuery) -> Element:
    links = [
        html.A(
            tri.label,
            href=query.sorted_by(tri).href,
            **(aria(current="true") if tri is query.tri else {}),
        )
        for tri in Tri
    ]
    return html.Nav(
        [html.Span("Trier par", className="discret petit"), html.Div(links, className="tris")],
        className="trier",
        **aria(label="Trier la liste"),
    )


def _exits(query: ListQuery, listing: Listing) -> Element:
    criteria_query = query.filters.query()
    suffix = f"?{criteria_query}" if criteria_query else ""
    return html.Div(
        [
            html.A([icon("lieu"), "Voir sur la carte"], className="bouton", href=f"/{suffix}"),
            _deadlines(query),
            _files(query, listing),
        ],
        className="actions",
    )


def _deadlines(query: ListQuery) -> Node:
    """Return the way to the deadlines of the same list, where the register knows its filters."""
    if any(name not in echeances.FILTRES for name, _ in query.filters.pairs()):
        return None
    href = words.address(echeances.Choix(query.filters))
    return html.A([icon("horloge"), "Échéances"], className="bouton", href=href)


def _files(query: ListQuery, listing: Listing) -> Element:
    pairs = query.filters.pairs()
    ordered = [] if query.tri is Tri.IMPLANTATIONS else [("tri", query.tri.value)]
    asked = query.filters.query()
    suffix = f"?{asked}" if asked else ""
    return menu(
        [
            Fichier(
                "Expérimentations",
                PATH,
                [*pairs, *ordered],
                count(listing.experimentations, "ligne"),
            ),
            Fichier(
                "Implantations", "/implantations", pairs, count(listing.implantations, "ligne")
            ),
        ],
        [
            ("JSON (API)", f"/api/v1/experimentations{suffix}"),
            ("Nouveautés (Atom)", f"{PATH}.atom{suffix}"),
        ],
    )


def _pagination(query: ListQuery, listing: Listing) -> Node:
    last = pages_of(listing)
    if last == 1:
        return None
    page = query.page
    first_shown = (page - 1) * SIZE + 1
    shown = f"{number(first_shown)} à {number(first_shown + len(listing.cards) - 1)}"
    told = f"Page {page} sur {last} · expérimentations {shown}"
    before = (
        html.A("‹ Précédentes", className="bouton", href=query.at(page - 1).href, rel="prev")
        if page > 1
        else html.Span()
    )
    after = (
        html.A("Suivantes ›", className="bouton", href=query.at(page + 1).href, rel="next")
        if page < last
        else html.Span()
    )
    return html.Nav(
        [before, html.Span(told, className="discret"), after],
        className="pagination",
        **aria(label="Pages de la liste"),
    )
