"""Facet « Année de début »: its bars are the filter, two lists give a precise range; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.filters import Annees, Filters, SansDate
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.services.annees import GROUPED
from cartoexp.web.components import HIDDEN
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte.formulaire import apply, form
from cartoexp.web.pages.carte.state import FOLLOWED

if TYPE_CHECKING:
    from cartoexp.services.annees import Debut, Debuts
    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.state import State
    from cartoexp.web.pages.carte.vue import Vue

TICKS = 5
"""One year in five has its number under the bars."""


def facet(state: State) -> Element:
    """Return the bars, the two lists and the undated ones."""
    title = html.H3(
        ["Année de début", html.Span("expérimentations", className="discret")], id="facette-annee"
    )
    widest = max((d.total for d in state.debuts.annees), default=1) or 1
    bars = [_bar(state.vue, d, widest) for d in state.debuts.annees]
    return html.Div(
        [
            title,
            html.Ul(bars, className="annees", **{"aria-labelledby": "facette-annee"}),
            _bounds(state.vue, state.debuts),
            _undated(state.vue, state.debuts),
            html.P(
                "Une année choisie garde ce qui était en cours cette année-là.",
                className="annees__aide",
            ),
        ],
        className="facette",
        role="group",
        **{"aria-labelledby": "facette-annee"},
    )


def _bar(vue: Vue, debut: Debut, widest: int) -> Element:
    year = debut.annee
    label = f"{GROUPED} et avant" if debut.groupe else str(year)
    chosen = _holds(vue.filters.annee, debut)
    tick = f"≤{NBSP}{year}" if debut.groupe else str(year)
    told = f"{label}{NBSP}: {count(debut.count, 'expérimentation')}, {debut.total} au catalogue"
    return html.Li(
        html.A(
            html.Span(tick, className="annee__nom", **HIDDEN) if year % TICKS == 0 else None,
            className=f"annee{' annee--zero' if not debut.count else ''}",
            href=vue.href(turned(vue.filters, debut)),
            title=told,
            role="checkbox",
            style={
                "--t": f"{100 * debut.total / widest:.1f}",
                "--v": f"{100 * debut.count / widest:.1f}",
            },
            **{
                "aria-checked": "true" if chosen else "false",
                "aria-label": told,
                "data-cle": f"annee-{year}",
                **FOLLOWED,
            },
        )
    )


def _holds(annees: Annees | None, debut: Debut) -> bool:
    if annees is None:
        return False
    low = annees.debut if annees.debut is not None else 0
    high = annees.fin if annees.fin is not None else debut.annee
    return (low <= debut.annee) and (debut.groupe or debut.annee <= high)


def turned(filters: Filters, debut: Debut) -> Filters:
    """Return the filters after a choice of a bar.

    The first sets the year, one outside extends the range up to it, one inside is then alone, and
    the only one left is taken away.
    """
    own = Annees(None if debut.groupe else debut.annee, debut.annee)
    held = filters.annee
    if held == own:
        return filters.without("annee")
    if held is None or _holds(held, debut):
        return _with(filters, own)
    low, high = held.debut, held.fin
    if low is not None and (debut.groupe or debut.annee < low):
        low = own.debut
    elif high is not None and debut.annee > high:
        high = debut.annee
    return _with(filters, Annees(low, high))


def _with(filters: Filters, annees: Annees) -> Filters:
    only = filters.sans_date is SansDate.SEULES
    return replace(filters, annee=annees, sans_date=SansDate.EXCLURE if only else filters.sans_date)


def _bounds(vue: Vue, debuts: Debuts) -> Element:
    held = vue.filters.annee or Annees()
    years = [d.annee for d in debuts.annees]
    lists = [
        html.Label("De", htmlFor="annee-de"),
        _list("annee_de", "annee-de", years, held.debut),
        html.Label("à", htmlFor="annee-a"),
        _list("annee_a", "annee-a", years, held.fin),
        apply(),
    ]
    return form(vue, {"annee", "sans_date"}, lists, "bornes")


def _list(name: str, identifier: str, years: list[int], chosen: int | None) -> Element:
    known = sorted({*years, *([chosen] if chosen else [])})
    options = [html.Option("—", value="", selected=chosen is None)]
    options += [html.Option(str(y), value=str(y), selected=y == chosen) for y in known]
    return html.Select(options, name=name, id=identifier, className="champ")


def _undated(vue: Vue, debuts: Debuts) -> Element | None:
    """Return the choice that speaks of those without a first year: to keep them, or them alone."""
    if not debuts.sans_date_total:
        return None
    filters, n = vue.filters, debuts.sans_date
    wanted = SansDate.INCLURE if filters.annee else SansDate.SEULES
    chosen = filters.sans_date is wanted
    told = "Année inconnue, incluse aussi" if filters.annee else "Année inconnue seulement"
    after = replace(filters, sans_date=SansDate.EXCLURE if chosen else wanted)
    return html.A(
        [
            html.Span(className="case", **HIDDEN),
            html.Span(told, className="barre__fond"),
            html.Span(str(n), className="barre__n"),
        ],
        className=f"barre{' barre--zero' if not n else ''}",
        href=vue.href(after),
        role="checkbox",
        **{
            "aria-checked": "true" if chosen else "false",
            "data-cle": "sans-date",
            **FOLLOWED,
        },
    )
