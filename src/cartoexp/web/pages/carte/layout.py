"""The page as a tree: for Dash with its map, for the first painting with a place kept for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import dash_leaflet as dl
from dash import html

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.html import render
from cartoexp.web.pages.carte import filtres, legende, phrases, resultats
from cartoexp.web.pages.carte.ids import Ids
from cartoexp.web.pages.carte.vue import ZOOMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.state import State
    from cartoexp.web.pages.carte.vue import Vue

JUMPS = (
    ("Hexagone", ""),
    ("Guadeloupe", "16.2,-61.5,9.5"),
    ("Martinique", "14.65,-61,10"),
    ("Guyane", "4,-53.1,7"),
    ("La Réunion", "-21.13,55.53,9.5"),
    ("Mayotte", "-12.82,45.15,10.5"),
)
"""Latitude, longitude and zoom of each jump; the whole Hexagone depends on the screen."""


def page(
    panel: Mapping[str, Sequence[Element]],
    stage: Component,
    millesime: str,
    *hidden: Component,
) -> Component:
    """Return the whole page around ``stage``, with what is in its panels."""
    return html.Main(
        [
            html.H1("Carte des expérimentations", className="sr"),
            *hidden,
            html.Section(  # on a phone it becomes a dialog, which an aside may not
                panel.get("filtres", []),
                id=Ids.FILTRES,
                className="volet volet--filtres",
                **{"aria-label": "Filtres"},
            ),
            html.Section(
                [
                    html.Div(panel.get("barre", []), id=Ids.BARRE, className="scene__barre"),
                    html.Div([stage, _jumps(), _source(millesime)], className="carte"),
                    html.Div(panel.get("legende", []), id=Ids.LEGENDE, className="bande"),
                ],
                id="contenu",
                className="scene",
                **{"aria-label": "Carte"},
            ),
            html.Section(
                panel.get("liste", []),
                id=Ids.LISTE,
                className="volet volet--liste",
                **{"aria-label": "Résultats"},
            ),
        ],
        className="appli",
    )


def _jumps() -> Component:
    buttons = [
        html.Button(
            [
                html.Canvas(width=88, height=64, **{"data-bloc": i, "aria-hidden": "true"}),
                html.Span(name),
            ],
            type="button",
            **{"data-vers": place, "aria-pressed": "false"},
        )
        for i, (name, place) in enumerate(JUMPS)
    ]
    return html.Div(buttons, className="drom", role="group", **{"aria-label": "Aller à"})


def _source(millesime: str) -> Component:
    told = f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}{NBSP}· catalogue Cartoexp"
    return html.P(told, className="source")


def first(state: State, millesime: str, start: Element) -> list[Component | Element]:
    """Return the first painting: every panel is there, and a canvas for our script."""
    stage = html.Div(
        [
            html.Canvas(id="premiere", **{"aria-hidden": "true"}),
            _still(state),
        ],
        className="premiere",
    )
    return [html.Div(page(contents(state), stage, millesime), id="avant"), start]


def first_refused(
    told: Mapping[str, Sequence[Element]], millesime: str, start: Element
) -> list[Component | Element]:
    """Return the first painting of a refused address: an uncoloured map, and why."""
    stage = html.Div(html.Canvas(id="premiere", **{"aria-hidden": "true"}), className="premiere")
    return [html.Div(page(told, stage, millesime), id="avant"), start]


def _still(state: State) -> Component:
    """Return the map as one picture, for who reads without JavaScript."""
    address = state.vue.embed.adresse("svg")
    image = html.Img(src=address, alt=phrases.sentence(state), className="carte__image")
    return html.Noscript(image)


def for_dash(millesime: str) -> Component:
    """Return the page that Dash runs, with empty panels.

    Our script moves there what the first painting shows, then writes what the callback answers:
    as text, since React takes much longer over the same elements. It also draws what is below
    the points, in the map that dash-leaflet makes.
    """
    leaflet = dl.Map(
        dl.GeoJSON(
            id=Ids.POINTS,
            cluster=True,
            zoomToBoundsOnClick=True,
            superClusterOptions={"radius": 44, "maxZoom": 14},
            pointToLayer={"variable": "cartoexp.point"},
            clusterToLayer={"variable": "cartoexp.grappe"},
            onEachFeature={"variable": "cartoexp.implantation"},
        ),
        id=Ids.CARTE,
        trackViewport=False,  # the address holds the position: our script sets it
        zoomSnap=0.2,
        minZoom=ZOOMS[0],
        maxZoom=ZOOMS[1],
        attributionControl=False,
        zoomControl=False,
        className="leaflet",
        style={"height": "100%"},
    )
    held = (html.Div(id=name, hidden=True) for name in (Ids.URL, Ids.PANNEAUX))
    voice = html.P(id=Ids.ANNONCE, className="sr", role="status")
    return page({}, leaflet, millesime, *held, voice)


def contents(state: State) -> dict[str, list[Element]]:
    """Return what is in each panel."""
    return {
        "filtres": filtres.panel(state),
        "barre": filtres.toolbar(state),
        "legende": legende.legend(state),
        "liste": resultats.results(state),
    }


PANELS = {
    "filtres": Ids.FILTRES,
    "barre": Ids.BARRE,
    "legende": Ids.LEGENDE,
    "liste": Ids.LISTE,
}


def written(panel: Mapping[str, Sequence[Element]]) -> str:
    """Return the panels as JSON: their HTML by the id of the element that holds it."""
    return json.dumps({PANELS[n]: render(found) for n, found in panel.items()}, ensure_ascii=False)


def points_url(vue: Vue) -> str:
    """Return the address of the implantations that are points: communes and intercommunalités."""
    query = vue.filters.query()
    return f"/tuiles/implantations.geojson{'?' if query else ''}{query}"
