"""What the browser needs to colour the map: a few bytes by view, at an address that can be kept."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Response

from cartoexp.domain.territoires import Niveau
from cartoexp.services.ressemblance import is_likeness
from cartoexp.web.context import cached, query
from cartoexp.web.html import Element, Markup
from cartoexp.web.pages.carte.vue import Vue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from cartoexp.services.coloration import Coloration
    from cartoexp.web.context import Web

START = "carte-depart"
FOREVER = "public, max-age=31536000, immutable"
NO_DATA = 255


def wire(coloration: Coloration, index: Mapping[str, int]) -> dict[str, Any]:
    """Return a colouring as the browser reads it.

    Territories go by their number in ``index`` (the order of the grid). Counts are sparse: gaps
    between the numbers of those above zero, and their counts. Other colourings send the class of
    each territory, one byte each in base64 (255: no data, 254: masked), with the values where
    territories are few enough.
    """
    niveau = Niveau(coloration.niveau)
    numbers = np.array([index[code] for code in coloration.codes], dtype=np.int64)
    told: dict[str, Any] = {
        "niveau": niveau.value,
        "nom": niveau.label.lower() if niveau is not Niveau.EPCI else "EPCI",
        "couleur": str(coloration.couleur),
        "unite": coloration.unite,
        "taille": len(index),
        "libelles": [coloration.zero or "", *coloration.libelles],
    }
    if told["couleur"] == "nombre":
        return told | _sparse(coloration, numbers)
    classes = np.full(len(index), NO_DATA, dtype=np.uint8)
    classes[numbers] = coloration.classes
    told["classes"] = b64encode(classes.tobytes()).decode()
    if niveau is not Niveau.COMMUNE and not is_likeness(coloration.couleur):
        values: list[float | None] = [None] * len(index)
        for number, value in zip(numbers.tolist(), coloration.valeurs.tolist(), strict=True):
            values[number] = None if np.isnan(value) else round(value, coloration.decimales)
        told |= {"valeurs": values, "decimales": coloration.decimales}
    return told


def _sparse(coloration: Coloration, numbers: np.ndarray) -> dict[str, Any]:
    held = np.flatnonzero(coloration.classes)
    held = held[np.argsort(numbers[held])]
    counts, classes = coloration.valeurs[held].astype(int), coloration.classes[held]
    bounds = [int(counts[classes == k].min()) for k in np.unique(classes)]
    gaps = np.diff(numbers[held], prepend=0)
    return {"ecarts": gaps.tolist(), "valeurs": counts.tolist(), "bornes": bounds}


def tiles(web: Web) -> dict[str, str]:
    """Return the addresses under which the browser finds the picture of France."""
    grille = web.services.grille.version
    return {name: f"/tuiles/{name}/{grille}" for name in ("grille", "traits", "vecteurs")}


def ahead(web: Web, vue: Vue) -> list[str]:
    """Return what the first painting of a view asks for, in the order of its need."""
    found, niveau = tiles(web), vue.niveau.niveau
    tables = [] if niveau is Niveau.COMMUNE else [f"{found['grille']}/appartenances/{niveau}"]
    lines = [f"{found['traits']}/departement"]
    if niveau is Niveau.EPCI:
        lines.append(f"{found['traits']}/epci")
    return [f"{found['grille']}/z6", *tables, *lines]


def start(web: Web, coloration: Coloration | None) -> Element:
    """Return the block of data that the first painting reads, inert for the browser."""
    found = {**tiles(web), "couleurs": f"/carte/couleurs/{web.version()}"}
    told: dict[str, Any] = {"racines": found, "couleurs": None}
    if coloration is not None:
        index = web.services.grille.index(Niveau(coloration.niveau))
        told["couleurs"] = wire(coloration, index)
    content = _json(told).replace("<", "\\u003c")
    return Element("script", Markup(content), type="application/json", id=START)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def register(server: Flask, web: Web) -> None:
    """Attach the colourings to ``server``."""

    @server.get("/carte/couleurs/<asked>")
    def colours(asked: str) -> Response:
        vue = Vue.parse(query())
        niveau = vue.niveau.niveau
        coloration = web.services.colorations.of(vue.filters, niveau, vue.couleur)
        content = _json(wire(coloration, web.services.grille.index(niveau)))
        response = Response(content, mimetype="application/json")
        return cached(response, FOREVER if asked == web.version() else "no-cache")
