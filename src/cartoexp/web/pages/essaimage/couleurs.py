"""What the browser needs to colour the map: the class of each territory of the level."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.web.html import Element, Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Niveau
    from cartoexp.services.depart import Depart
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.essaimage.adresse import Adresse

START = "essaimage-depart"
CLASSES = ((0.5, 1), (0.8, 2), (0.95, 3), (0.99, 5))
"""Lowest percentile of a class, and the step of the house's scale that shows it; 0 below all."""
LABELS = {0: "> 50", 1: "20 à 50", 2: "5 à 20", 3: "1 à 5", 5: "≤ 1\u202f%"}
OUT, NO_DATA = MASQUE, AUCUNE
"""Left out by the constraints; nothing known."""


def classes(
    services: Services, depart: Depart, adresse: Adresse
) -> tuple[tuple[str, ...], NDArray[np.uint8]]:
    """Return the codes of the level and the class of each.

    Raises:
        InvalidParametersError: as the ranking.
    """
    options = adresse.options(details=False)
    level, shares, _ = services.essaimage.percentiles(depart, options)
    found = np.zeros(len(shares), dtype=np.uint8)
    for lowest, kind in CLASSES:
        found[shares >= lowest] = kind
    if not options.contraintes.empty:
        found[~options.contraintes.mask(level.situations)] = OUT
    found[~np.isfinite(shares)] = NO_DATA
    return level.profils.codes, found


def wire(services: Services, depart: Depart, adresse: Adresse) -> str:
    """Return the classes as JSON, by the numbers of the grid: one byte each, in base64."""
    index = services.grille.index(depart.niveau)
    codes, found = classes(services, depart, adresse)
    sent = np.full(len(index), NO_DATA, dtype=np.uint8)
    numbers = np.array([index.get(code, -1) for code in codes])
    sent[numbers[numbers >= 0]] = found[numbers >= 0]
    return _json({"niveau": depart.niveau.value, "classes": b64encode(sent.tobytes()).decode()})


def tiles(services: Services) -> dict[str, str]:
    """Return the addresses under which the browser finds the picture of France."""
    grille = services.grille.version
    return {name: f"/tuiles/{name}/{grille}" for name in ("grille", "traits", "vecteurs")}


def ahead(services: Services, niveau: Niveau | None, colours: str) -> list[str]:
    """Return what the first painting asks for, in the order of its need."""
    found = tiles(services)
    tables = [f"{found['grille']}/appartenances/{niveau}"] if niveau and niveau != "commune" else []
    return [f"{found['grille']}/z6", colours, *tables, f"{found['traits']}/departement"]


def start(services: Services, colours: str = "") -> Element:
    """Return what our script reads first, inert for the browser."""
    told: Mapping[str, Any] = {"racines": tiles(services), "couleurs": colours}
    content = _json(told).replace("<", "\\u003c")
    return Element("script", Markup(content), type="application/json", id=START)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
