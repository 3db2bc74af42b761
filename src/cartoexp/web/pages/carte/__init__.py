"""Page « Carte »: the address decides, Dash shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from dash import Input, Output
from flask import after_this_request

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.listing import Tri
from cartoexp.services.resume import sum_up
from cartoexp.web import linked
from cartoexp.web.context import query
from cartoexp.web.criteria import best_removal, places
from cartoexp.web.errors import status_of
from cartoexp.web.pages.carte import couleurs, layout, refus, tableau
from cartoexp.web.pages.carte.ids import Ids
from cartoexp.web.pages.carte.resultats import LISTED
from cartoexp.web.pages.carte.state import State
from cartoexp.web.pages.carte.vue import Vue, parse_emprise
from cartoexp.web.shell import Page, atom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from cartoexp.domain.filters import Filters
    from cartoexp.services.emprise import Emprise
    from cartoexp.web.context import Web
    from cartoexp.web.criteria import Removal
    from cartoexp.web.dashboard import Dashboard

DESCRIPTION = (
    "La carte des expérimentations des communes, intercommunalités, départements et régions : "
    "où elles ont lieu, sur quoi elles portent, ce qu’elles ont donné."
)

"""In the order of the callback's outputs."""


def read_state(web: Web, vue: Vue, emprise: Emprise | None = None) -> State:
    """Return the view with everything that is shown of it."""
    experiments = web.services.experiments
    niveau = vue.niveau.niveau
    counts = experiments.counts(vue.filters, niveau)
    listed = partial(experiments.list_page, vue.filters, Tri.IMPLANTATIONS, 0, LISTED)
    colorations = web.services.colorations
    drawn = colorations.drawn(niveau)
    outlined = drawn.find(counts.experimentations)[1]
    coloration = colorations.of(vue.filters, niveau, vue.couleur)
    found = listed()
    return State(
        vue,
        found,
        experiments.facets(vue.filters),
        counts,
        len(drawn.codes),
        int((~outlined).sum()),
        web.today(),
        coloration,
        sum_up(coloration, web.services.territoires),
        colorations.indicators(niveau),
        [n for n in NiveauCarte if colorations.has(n.niveau, vue.couleur)],
        experiments.starts(vue.filters),
        places(web.services.territoires, vue.filters),
        _best_removal(web, vue.filters) if not found.experimentations else None,
        None if emprise is None else listed(emprise),
    )


def _best_removal(web: Web, filters: Filters) -> Removal | None:
    def count(left: Filters) -> int:
        return web.services.experiments.list_page(left, Tri.TITRE, 0, 0).experimentations

    return best_removal(filters, count)


def first_page(web: Web) -> Page:
    """Return the document of the request, complete but for the map itself."""
    asked = query()
    title, robots, vue = "Carte des expérimentations", "", Vue()
    try:
        vue = Vue.parse(asked)
        state = read_state(web, vue)
        body = layout.first(state, web.shell.millesime, couleurs.start(web, state.coloration))
    except InvalidParametersError as error:
        title, robots = refus.TITLE, "noindex"
        told = refus.contents(_refused(web, error, asked))
        body = layout.first_refused(told, web.shell.millesime, couleurs.start(web, None))
        after_this_request(partial(_with_status, status_of(error)))
    return Page(
        title,
        DESCRIPTION,
        body,
        robots=robots,
        section="/",
        canonical="/",
        scripts=("carte.js", "site.js", "secours.js", "feuille.js"),
        ahead=couleurs.ahead(web, vue),
        things=[linked.website(DESCRIPTION)],
        vue=vue.embed,
        autres=[atom(vue.filters.query(), "Nouveautés")],
    )


def _with_status(status: int, response: Response) -> Response:
    """Give the page of a refused address the status that says so."""
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(
    web: Web, error: InvalidParametersError, asked: Mapping[str, Sequence[str]]
) -> refus.Refus:
    kept = refus.keep(web, asked)
    named = places(web.services.territoires, kept.filters)
    return refus.Refus(error.problems, kept, named, refus.accepted(web, kept))


def read_view(search: str) -> tuple[Vue, Emprise | None]:
    """Return the view that our script tells Dash, and the frame of the map once it was moved.

    Raises:
        InvalidParametersError: with every problem found.
    """
    asked = parse_qs(search.removeprefix("?"), keep_blank_values=True)
    frame = asked.pop("emprise", None)
    return Vue.parse(asked), None if frame is None else parse_emprise(frame[-1])


def update(web: Web, search: str | None) -> tuple[str, str | None]:
    """Answer the callback: one reading of the address, every panel and the points."""
    try:
        vue, emprise = read_view(search or "")
        state = read_state(web, vue, emprise)
    except InvalidParametersError as error:
        asked = parse_qs((search or "").removeprefix("?"), keep_blank_values=True)
        return layout.written(refus.contents(_refused(web, error, asked))), None
    return layout.written(layout.contents(state)), layout.points_url(vue)


def register(app: Dashboard, web: Web) -> None:
    """Attach the page and its callback to ``app``."""
    app.first_page = partial(first_page, web)
    tableau.register(app.server, web, read_state)
    app.layout = layout.for_dash(web.shell.millesime)
    # The document holds the first view: Dash is asked from the first change on.
    app.callback(
        Output(Ids.PANNEAUX, "children"),
        Output(Ids.POINTS, "url"),
        Input(Ids.URL, "children"),
        prevent_initial_call=True,
    )(partial(update, web))
    couleurs.register(app.server, web)
