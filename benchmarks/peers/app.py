"""Server of the peers: two Dash applications with dash-leaflet, and files for the static pages.

    CARTOEXP_PAIRS=folder gunicorn benchmarks.peers.app:server

Every answer is sent in brotli, compressed once: no peer waits for it.
"""

from __future__ import annotations

import json
import mimetypes
import os
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import dash_leaflet as dl
from dash import Dash, html
from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "CARTOEXP_PAIRS"
PAGES = Path(__file__).with_name("pages")
CENTRE = [46.5, 2.25]
"""The page then shows the whole Hexagone, as it does for every peer."""
LEVELS = ("commune", "epci")
TYPES = {".pbf": "application/vnd.mapbox-vector-tile", ".mjs": "text/javascript"}


def create_app(data: Path) -> Flask:
    """Return the server over a folder of ``outlines``' files."""
    server = Flask("pairs", static_folder=None)

    @server.get("/")
    def awake() -> Response:
        return Response("pairs", mimetype="text/plain")

    @server.get("/pages/<path:name>")
    def pages(name: str) -> Response:
        return _file(PAGES, name)

    @server.get("/donnees/<path:name>")
    def donnees(name: str) -> Response:
        return _file(data, name)

    for niveau in LEVELS:
        _dash_leaflet(server, data, niveau)
    server.after_request(_compressed_once())
    return server


def _file(folder: Path, name: str) -> Response:
    found = safe_join(str(folder), name)
    if found is None or not Path(found).is_file():
        abort(404)
    suffix = Path(name).suffix
    kind = TYPES.get(suffix) or mimetypes.types_map[suffix]
    return Response(Path(found).read_bytes(), mimetype=kind)


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
        if response.status_code != 200 or not request.accept_encodings.quality("br"):
            return response
        response.direct_passthrough = False
        key = request.full_path
        if key not in kept:
            kept[key] = brotli.compress(response.get_data(), quality=9)
        response.set_data(kept[key])
        response.headers["Content-Encoding"] = "br"
        response.headers["Cache-Control"] = "no-store"
        return response

    return compress


if FOLDER in os.environ:
    server = create_app(Path(os.environ[FOLDER]))
