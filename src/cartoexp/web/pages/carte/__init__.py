"""Page « Carte »: the address decides, Dash shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from dash import ClientsideFunction, Input, Output

from cartoexp.domain.classes import cut
from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.territoires import Niveau
from cartoexp.services.listing import Tri
from cartoexp.services.resume import sum_up
from cartoexp.web import linked
from cartoexp.web.components import note
from cartoexp.web.context import query
from cartoexp.web.pages.carte import couleurs, layout, tableau
from cartoexp.web.pages.carte.ids import Ids
from cartoexp.web.pages.carte.resultats import LISTED
from cartoexp.web.pages.carte.state import State
from cartoexp.web.pages.carte.vue import NiveauCarte, Vue, parse_emprise
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from cartoexp.services.emprise import Emprise
    from cartoexp.web.context import Web
    from cartoexp.web.dashboard import Dashboard

DESCRIPTION = (
    "La carte des expérimentations des communes, intercommunalités, départements et régions : "
    "où elles ont lieu, sur quoi elles portent, ce qu’elles ont donné."
)


def read_state(web: Web, vue: Vue, emprise: Emprise | None = None) -> State:
    """Return the view with everything that is shown of it."""
    experiments = web.services.experiments
    niveau = vue.niveau.niveau
    counts = experiments.counts(vue.filters, niveau)
    listed = partial(experiments.list_page, vue.filters, Tri.IMPLANTATIONS, 0, LISTED)
    drawn = {t.code for t in web.services.territoires.level(niveau, com=False)}
    colorations = web.services.colorations
    coloration = colorations.of(vue.filters, niveau, vue.couleur)
    return State(
        vue,
        listed(),
        experiments.facets(vue.filters),
        counts,
        cut(counts.experimentations.values()),
        len(drawn),
        len(counts.experimentations.keys() - drawn),
        web.today(),
        coloration,
        sum_up(coloration, web.services.territoires),
        colorations.indicators(niveau),
        [n for n in NiveauCarte if vue.couleur in colorations.choices(n.niveau)],
        experiments.starts(vue.filters),
        _places(web, vue),
        None if emprise is None else listed(emprise),
    )


def _places(web: Web, vue: Vue) -> dict[str, str]:
    """Return the names of the territories that the filters name, by criterion."""
    asked = (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI)
    found = ((n, web.services.territoires.find(n, getattr(vue.filters, n))) for n in asked)
    return {niveau.value: t.nom for niveau, t in found if t is not None}


def first_page(web: Web) -> Page:
    """Return the document of the request, complete but for the map itself."""
    state = read_state(web, Vue.parse(query()))
    body = layout.first(state, web.shell.millesime, couleurs.start(web, state.coloration))
    return Page(
        "Carte des expérimentations",
        DESCRIPTION,
        body,
        section="/",
        canonical="/",
        scripts=("site.js", "secours.js", "feuille.js"),
        things=[linked.website(DESCRIPTION)],
    )


def read_view(search: str) -> tuple[Vue, Emprise | None]:
    """Return the view that our script tells Dash, and the frame of the map once it was moved.

    Raises:
        InvalidParametersError: with every problem found.
    """
    asked = parse_qs(search.removeprefix("?"), keep_blank_values=True)
    frame = asked.pop("emprise", None)
    return Vue.parse(asked), None if frame is None else parse_emprise(frame[-1])


def update(web: Web, search: str | None) -> tuple[Any, ...]:
    """Answer the callback: one reading of the address, every panel and layer."""
    try:
        vue, emprise = read_view(search or "")
        state = read_state(web, vue, emprise)
    except InvalidParametersError as error:
        refused = [note(str(error), "erreur", "alerte")]
        state = read_state(web, Vue())
        told = layout.contents(state)
        return ([], told["barre"], refused, refused, None)
    told = layout.contents(state)
    return (
        told["filtres"],
        told["barre"],
        told["legende"],
        told["liste"],
        layout.points_url(vue),
    )


def register(app: Dashboard, web: Web) -> None:
    """Attach the page and its callback to ``app``."""
    app.first_page = partial(first_page, web)
    tableau.register(app.server, web, read_state)
    app.layout = layout.for_dash(web.shell.millesime)
    app.callback(
        Output(Ids.FILTRES, "children"),
        Output(Ids.BARRE, "children"),
        Output(Ids.LEGENDE, "children"),
        Output(Ids.LISTE, "children"),
        Output(Ids.POINTS, "url"),
        Input(Ids.URL, "data"),
    )(partial(update, web))
    couleurs.register(app.server, web)
    # The browser keeps the address: Dash reads it once, then our script writes both.
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash leaves it untyped
        ClientsideFunction("cartoexp", "read"), Output(Ids.URL, "data"), Input(Ids.CARTE, "id")
    )
