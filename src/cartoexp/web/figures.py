"""Pictures written by the server: a small fixed map of France."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cartoexp.domain.cadres import CADRES, HEIGHT, METROPOLE, WIDTH
from cartoexp.web.html import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

_RADIUS = 8
_COLOUR = re.compile(r"--([a-z0-9_-]+):\s*(#[0-9a-f]{3,8})\b")


@dataclass(frozen=True, slots=True)
class Area:
    """An outline as path data in units of the map, and its name."""

    nom: str
    path: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place in units of the map, and its name."""

    nom: str
    x: float
    y: float


def read_palette(tokens: str) -> dict[str, str]:
    """Return the colours of the light theme by name, from the one sheet that holds them."""
    light = tokens.partition(":root {")[2].partition("\n}")[0]
    return dict(_COLOUR.findall(light))


def read_dark_palette(tokens: str) -> dict[str, str]:
    """Return the colours of the dark theme by name; those it leaves alone are the light ones."""
    dark = tokens.partition('[data-theme="dark"] {')[2].partition("\n}")[0]
    return read_palette(tokens) | dict(_COLOUR.findall(dark))


def france(fond: str, areas: Sequence[Area], points: Sequence[Point], label: str) -> Markup:
    """Return the map of France: background, areas, then points; ``label`` says what it shows.

    The colour is the ``--f`` of the element around it. Names are shown on hover; a table beside
    the map must hold them.
    """
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        f'<path class="terre" d="{fond}"/>',
        *(f'<path class="aire" d="{a.path}"><title>{escape(a.nom)}</title></path>' for a in areas),
        *(
            f'<circle class="point" cx="{p.x:g}" cy="{p.y:g}" r="{_RADIUS}">'
            f"<title>{escape(p.nom)}</title></circle>"
            for p in points
        ),
        *inset_names(),
        "</svg>",
    ]
    return Markup("".join(parts))


def inset_names() -> list[str]:
    """Return the names of the overseas insets, as SVG texts."""
    named = [c for c in CADRES if c is not METROPOLE]
    return [
        f'<text class="nom-carte" x="{c.box[0] + c.box[2] / 2:g}" y="{HEIGHT - 10}">{c.nom}</text>'
        for c in named
    ]
