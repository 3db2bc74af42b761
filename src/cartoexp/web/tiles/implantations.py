"""Implantations that are points of the map: those of communes and of intercommunalités.

The map needs all of them at once and little of each; ``/api/v1/implantations`` gives the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, json

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.web.context import cached, query

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.services.experiments import Place
    from cartoexp.web.context import Web

POINTS = frozenset({Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT})
DECIMALS = 4
"""Decimals of a degree: about 10 m."""


def register(server: Flask, web: Web) -> None:
    """Attach the points to ``server``."""

    @server.get("/tuiles/implantations.geojson")
    def points() -> Response:
        places = web.services.experiments.places(Filters.parse(query()))
        features = [f for place in places if (f := _feature(place))]
        content = json.dumps({"type": "FeatureCollection", "features": features})
        return cached(Response(content, mimetype="application/geo+json"), "no-cache")


def _feature(place: Place) -> dict[str, Any] | None:
    territoire, key = place.territoire, place.key
    if territoire.niveau not in POINTS or territoire.centre is None:
        return None
    lon, lat = territoire.centre
    return {
        "type": "Feature",
        "geometry": {
            "type": "Point",
            "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)],
        },
        "properties": {
            "experimentation": key.experimentation,
            "titre": typeset(key.titre_local or place.experiment.titre),
            "nom": territoire.nom,
            "famille": place.experiment.themes[0].famille,
            "statut": key.statut,
            "libelle": key.statut.label,
        },
    }
