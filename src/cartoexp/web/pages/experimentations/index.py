"""Page « Expérimentations »: the list, its filters, its counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from cartoexp.domain.chiffres import THIN_THEME
from cartoexp.services.listing import Tri
from cartoexp.web.components import aria, card, empty, icon, note
from cartoexp.web.formats import NBSP, count, number, quote
from cartoexp.web.pages.experimentations import criteria
from cartoexp.web.pages.experimentations.address import PATH, SIZE, ListQuery
from cartoexp.web.pages.experimentations.form import Places, filter_form
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.services.facets import Choice
    from cartoexp.services.listing import Listing
    from cartoexp.web.html import Node

INTRO = (
    "Ce que des territoires ont essayé, avec ce qu’on en sait : où, depuis quand, sur quel "
    "fondement, avec quel résultat. Les échecs y ont leur place."
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the services answered for one query."""

    listing: Listing
    facets: Mapping[str, Sequence[Choice]]
    places: Places
    names: Mapping[str, str]
    undated: ListQuery | None = None
    removal: criteria.Removal | None = None


def pages_of(listing: Listing) -> int:
    """Return the number of pages, at least 1."""
    return max(1, -(-listing.experimentations // SIZE))


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
            _notes(content),
            _list(query, content, today) if content.listing.cards else _empty(query, content),
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
    return Page(
        "Expérimentations" if not filters and query.page == 1 else "Expérimentations, sélection",
        "Expérimentations territoriales recensées en France, à trier et à filtrer.",
        main,
        section=PATH,
        canonical=query.href,
        robots="noindex, follow" if filters or query.tri is not Tri.IMPLANTATIONS else "",
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


def _notes(content: Content) -> Node:
    notes = [note(_thin(c), icon_name="info") for c in content.facets["theme"] if _is_thin(c)]
    left_out = content.listing.ecartees_sans_date
    if content.undated and left_out:
        verb = "est laissée" if left_out == 1 else "sont laissées"
        told = (
            f"{count(left_out, 'implantation')} dont l’année de début est inconnue {verb} de côté. "
        )
        notes.append(note([told, html.A("Les inclure", href=content.undated.href)]))
    return html.Div(notes, className="notes") if notes else None


def _is_thin(choice: Choice) -> bool:
    return choice.selected and choice.implantations < THIN_THEME


def _thin(choice: Choice) -> Node:
    counted = (
        f"{count(choice.total, 'expérimentation')} et "
        f"{count(choice.implantations, 'implantation')} au catalogue"
    )
    return [
        html.Strong("Thème peu fourni. "),
        f"{choice.label}{NBSP}: {counted}. Toute comparaison est fragile.",
    ]


def _list(query: ListQuery, content: Content, today: date) -> Node:
    cards = [
        card(c, today, f"{PATH}/{c.experiment.id}", resume=True) for c in content.listing.cards
    ]
    return [
        html.Div([_sorting(query), _exits(query)], className="barre-outils"),
        html.Ol(cards, className="bloc cartes-liste", start=(query.page - 1) * SIZE + 1),
        _pagination(query, content.listing),
    ]


def _sorting(query: ListQuery) -> html.Nav:
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


def _exits(query: ListQuery) -> html.P:
    criteria_query = query.filters.query()
    suffix = f"?{criteria_query}" if criteria_query else ""
    return html.P(
        [
            html.A([icon("lieu"), "Voir sur la carte"], className="bouton", href=f"/{suffix}"),
            html.A(
                [icon("charge"), "Données (JSON)"],
                className="bouton",
                href=f"/api/v1/experimentations{suffix}",
            ),
        ],
        className="actions",
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


def _empty(query: ListQuery, content: Content) -> Node:
    removal = content.removal
    buttons: list[Node] = [html.A("Tout effacer", className="bouton", href=PATH)]
    if removal:
        told = f"{removal.text} ({count(removal.experimentations, 'expérimentation')})"
        href = query.with_filters(removal.filters).href
        buttons.insert(0, html.A(told, className="bouton bouton--fort", href=href))
    return empty(
        f"Aucune expérimentation avec {criteria.number_of_filters(query.filters)}.",
        [html.P(_why(content)), html.P(buttons, className="actions")],
    )


def _why(content: Content) -> str:
    chosen = [(n, c) for n, choices in content.facets.items() for c in choices if c.selected]
    name, rarest = min(chosen, key=lambda pair: pair[1].total, default=("", None))
    limits = "Le catalogue n’est pas exhaustif."
    if content.removal is None:
        limits += " Retirer un seul filtre ne suffit pas."
    if rarest is None:
        return limits
    named = quote(f"{criteria.LABELS[name][0]}{NBSP}: {rarest.label}")
    return f"{named} n’en compte que {number(rarest.total)} au catalogue. {limits}"
