"""Server of the peers: two Dash applications with dash-leaflet, and files for the static pages.

    CARTOEXP_PAIRS=folder gunicorn benchmarks.peers.app:server

Every answer is sent in brotli, compressed once: no peer waits for it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import dash_leaflet as dl
from dash import Dash, html
from flask import Flask, Response, request, send_from_directory

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "CARTOEXP_PAIRS"
PAGES = Path(__file__).with_name("pages")
CENTRE = [46.5, 2.25]
"""The page then shows the whole Hexagone, as it does for every peer."""
LEVELS = ("commune", "epci")
VECTOR_TILE = "application/vnd.mapbox-vector-tile"


def create_app(data: Path) -> Flask:
    """Return the server over a folder of ``outlines``' files."""
    server = Flask("pairs", static_folder=None)

    @server.get("/")
    def awake() -> Response:
        return Response("pairs", mimetype="text/plain")

    @server.get("/pages/<path:name>")
    def pages(name: str) -> Response:
        return send_from_directory(PAGES, name)

    @server.get("/donnees/<path:name>")
    def donnees(name: str) -> Response:
        kind = {".pbf": VECTOR_TILE, ".mjs": "text/javascript"}.get(Path(name).suffix)
        return send_from_directory(data, name, mimetype=kind)

    for niveau in LEVELS:
        _dash_leaflet(server, data, niveau)
    server.after_request(_compressed_once())
    return server


def _dash_leaflet(server: Flask, data: Path, niveau: str) -> None:
    """Attach dash-leaflet as its users write it: outlines by URL, canvas, colours by hideout."""
    told = json.loads((data / f"classes-{niveau}.json").read_text())
    dash = Dash(
        f"pair-{niveau}",
        server=server,  # type: ignore[arg-type]  # Dash takes a Flask, its annotation does not
        url_base_pathname=f"/dash-leaflet/{niveau}/",
        assets_folder=str(PAGES),
        assets_ignore="plotly|maplibre",
        compress=False,
    )
    dash.layout = html.Div(
        dl.Map(
            dl.GeoJSON(
                id="territoires",
                url=f"/donnees/{niveau}.json",
                style={"variable": "peers.style"},
                hideout={"classes": [int(digit) for digit in told["a"]]},
            ),
            center=CENTRE,
            zoom=6,
            zoomSnap=0.2,
            preferCanvas=True,
            attributionControl=False,
            style={"width": "var(--largeur)", "height": "var(--hauteur)"},
        )
    )


def _compressed_once() -> Callable[[Response], Response]:
    kept: dict[str, bytes] = {}

    def compress(response: Response) -> Response:
        if response.status_code != 200 or "br" not in request.accept_encodings:
            return response
        response.direct_passthrough = False
        plain = response.get_data()
        key = request.full_path
        if key not in kept:
            kept[key] = brotli.compress(plain, quality=9)
        response.set_data(kept[key])
        response.headers["Content-Encoding"] = "br"
        response.headers["Cache-Control"] = "no-store"
        return response

    return compress


if FOLDER in os.environ:
    server = create_app(Path(os.environ[FOLDER]))
