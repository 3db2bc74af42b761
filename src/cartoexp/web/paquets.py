"""Our style sheets as one file, the scripts of the map as another: fewer journeys on a phone."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import brotli

from cartoexp.services.grille import Contenu
from cartoexp.web.envoi import Envoi

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

STYLES, CARTE = "styles.css", "carte.js"
MAP_SCRIPTS = (
    *("grille.js", "traits.js", "etiquettes.js", "peinture.js", "vue.js", "couleurs.js"),
    *("couche.js", "leaflet.js", "points.js", "sauts.js", "dash.js", "carte.js"),
)
"""In the order in which they need each other."""
TYPES = {STYLES: "text/css", CARTE: "text/javascript"}


def read(folder: Path) -> dict[str, bytes]:
    """Return the content of each bundle, from the files of ``assets``."""
    styles = sorted(folder.glob("*.css"))
    scripts = [folder / name for name in MAP_SCRIPTS]
    return {name: _joined(files) for name, files in ((STYLES, styles), (CARTE, scripts))}


def _joined(files: list[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in files)


def register(server: Flask, folder: Path) -> dict[str, str]:
    """Attach the bundles to ``server``; return their addresses, which change with them."""
    found = {name: (Contenu(brotli.compress(c)), _hash(c)) for name, c in read(folder).items()}

    def send(name: str, version: str) -> Response:
        contenu, current = found[name]
        return Envoi(current).send(contenu, version, TYPES[name])

    for name in found:
        rule = f"/paquets/<version>/{name}"
        server.add_url_rule(rule, f"paquet-{name}", send, defaults={"name": name})
    return {name: f"/paquets/{version}/{name}" for name, (_, version) in found.items()}


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
