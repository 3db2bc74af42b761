"""Our style sheets as one file, the scripts of the map as another: fewer journeys on a phone."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING

import brotli
from flask import request

from cartoexp.services.grille import Contenu
from cartoexp.web.envoi import ENCODINGS, Envoi

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

STYLES, CARTE, ESSAIMAGE = "styles.css", "carte.js", "essaimage.js"
SHEETS = (
    *("tokens.css", "base.css", "modes.css"),
    *("carte.css", "experimentations.css", "territoires.css", "essaimage.css", "comparables.css"),
    *("integrer.css", "importer.css", "couches.css", "moderation.css"),
    *("suivi.css", "saisie.css", "relecture.css", "proposer.css", "echeances.css"),
    *("referentiel.css", "derogations.css"),
)
MAP_SCRIPTS = (
    *("grille.js", "traits.js", "etiquettes.js", "peinture.js", "vue.js", "couleurs.js"),
    *("couche.js", "leaflet.js", "points.js", "sauts.js", "panneaux.js", "dash.js", "carte.js"),
)
ESSAIMAGE_SCRIPTS = (
    *("grille.js", "traits.js", "etiquettes.js", "peinture.js", "vue.js", "sauts.js"),
    *("promenade.js", "reperes.js", "essaimage-carte.js", "essaimage.js"),
)
"""All in the order in which they need each other."""
DASH = "/_dash-component-suites/"
AHEAD = 10
"""Two hundredths larger than the best one, three times sooner: the server waits for it."""
QUALITY = 6
"""Five hundredths larger than the best one, thirty times sooner: the first visitor waits for it."""
TYPES = {STYLES: "text/css", CARTE: "text/javascript", ESSAIMAGE: "text/javascript"}


def read(folder: Path) -> dict[str, bytes]:
    """Return the content of each bundle, from the files of ``assets``."""
    bundles = {STYLES: SHEETS, CARTE: MAP_SCRIPTS, ESSAIMAGE: ESSAIMAGE_SCRIPTS}
    return {n: b"\n".join((folder / f).read_bytes() for f in files) for n, files in bundles.items()}


def register(server: Flask, folder: Path) -> dict[str, str]:
    """Attach the bundles to ``server``; return their addresses, which change with them."""
    found = {
        name: (Contenu(brotli.compress(c, quality=AHEAD)), _hash(c))
        for name, c in read(folder).items()
    }

    def send(name: str, version: str) -> Response:
        contenu, current = found[name]
        return Envoi(current).send(contenu, version, TYPES[name])

    for name in found:
        rule = f"/paquets/<version>/{name}"
        server.add_url_rule(rule, f"paquet-{name}", send, defaults={"name": name})
    return {name: f"/paquets/{version}/{name}" for name, (_, version) in found.items()}


def keep_compressed(server: Flask) -> None:
    """Send Dash's scripts as brotli made once a process: what is made at each request is larger.

    To be called after everything else that changes answers: it must be the first to see them.
    """
    kept: dict[str, bytes] = {}

    @server.after_request
    def compress(response: Response) -> Response:
        brotlied = request.accept_encodings.best_match(ENCODINGS) == "br"
        wanted = brotlied and request.path.startswith(DASH)
        if wanted and response.status_code == HTTPStatus.OK:
            if request.path not in kept:
                response.direct_passthrough = False
                kept[request.path] = brotli.compress(response.get_data(), quality=QUALITY)
            response.set_data(kept[request.path])
            response.headers["Content-Encoding"] = "br"
            response.vary.add("Accept-Encoding")
        return response


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
