"""What the A4 sheets share: pictures that stand alone, trees as plain text, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.services.polices import FAMILY_BOLD
from cartoexp.web.html import Element

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cartoexp.services.feuilles import Feuille
    from cartoexp.web.html import Node

_SPACE = "http://www.w3.org/2000/svg"
_BETWEEN = {"li": f"{THIN}; "}
"""What parts the elements of a list, once on one line."""


def stand_alone(svg: str, colours: Mapping[str, str]) -> str:
    """Return an SVG of a page with the looks that its style sheet would give it on paper.

    ``colours`` are those of the light theme, by token, and « f », that of what is told.
    """
    style = "".join(
        f".{name}{{{rules}}}" for name, rules in ((n, r % colours) for n, r in _LOOKS.items())
    )
    start, _, rest = svg.partition(">")
    head = start if "xmlns" in start else start.replace("<svg", f'<svg xmlns="{_SPACE}"', 1)
    return f"{head}><style>{style}</style>{rest}"


_TEXT = (
    f"font-family:{FAMILY_BOLD};font-weight:700;fill:%(encre)s;"
    "paint-order:stroke;stroke:#fff;stroke-linejoin:round"
)
_LOOKS = {
    "terre": "fill:%(terre)s;stroke:%(carte-dep)s;stroke-width:1",
    "ensemble": "fill:%(seq-2)s;stroke:#fff;stroke-width:2",
    "ici": "fill:%(seq-5)s;stroke:#fff;stroke-width:2",
    "contour": "fill:none;stroke:%(carte-sel)s;stroke-width:4",
    "aire": "fill:%(f)s;fill-opacity:.42;stroke:%(f)s;stroke-width:2",
    "point": "fill:%(f)s;stroke:#fff;stroke-width:2.5",
    "nom-plan": f"{_TEXT};font-size:40px;stroke-width:10px",
    "nom-voisin": f"{_TEXT};font-size:30px;text-anchor:middle;stroke-width:8px",
    "nom-carte": f"{_TEXT};font-size:26px;text-anchor:middle;stroke-width:4px",
}


def plain(node: Node) -> str:
    """Return the text of a tree on one line; what is hidden from the eye is left out."""
    if node is None:
        return ""
    if isinstance(node, Element):
        if "sr" in str(node.attributes.get("className", "")).split():
            return ""
        return plain(node.children)
    if isinstance(node, str | int | float):
        return str(node)
    parts = [(child, plain(child)) for child in node]
    told = ""
    for child, text in parts:
        between = _BETWEEN.get(getattr(child, "tag", ""), "") if told else ""
        told += f"{between}{text}" if text else ""
    return told


def foot(address: str, today: date, sources: str) -> str:
    """Return the foot of a sheet: where it comes from, when it was made, its licence."""
    where = f"{address} · " if address else ""
    return (
        f"{where}Feuille composée par Cartoexp le {day(today)}. {sources} Catalogue non exhaustif"
        f"{THIN}; un statut vaut à sa date d’attestation. Licence Ouverte{NBSP}2.0."
    )


def sheet(made: Feuille, name: str, today: date) -> Response:
    """Return a sheet as a file to be read, with validators: a second visit costs nothing."""
    response = Response(made.contenu, mimetype="application/pdf")
    response.set_etag(made.empreinte[:24])
    response.headers["Cache-Control"] = "no-cache"
    file = f"cartoexp-{name}-{today.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.make_conditional(request)
    return response
