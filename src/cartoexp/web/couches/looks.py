"""Looks of a layer: categories, and the territories of which its file says nothing; pure.

The amounts of red of the light colours are multiples of 17, far enough apart to name each: the
filter that turns a painted picture dark reads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE
from cartoexp.services.couches.coloriage import AUTRES, EGALITES, HORS
from cartoexp.web.embeds.coloriage import NO_DATA, PLAIN, look

if TYPE_CHECKING:
    from collections.abc import Mapping

HORS_FICHIER = "hors"
CLAIR = {
    "hors": "#e6e0d5",
    "ndp": "#aab2b5",
    "c1": "#11698f",
    "c2": "#ffc05c",
    "c3": "#882f7e",
    "c4": "#77c48f",
    "c5": "#cc4a1c",
    "c6": "#bbd0f2",
    "c7": "#226b40",
    "c8": "#dd8fc0",
    "c9": "#99a4a8",
    "c10": "#666f73",
}
SOMBRE = {
    "hors": "#2c2c28",
    "ndp": "#93a0a5",
    "c1": "#6cbcd6",
    "c2": "#a8741a",
    "c3": "#d892cd",
    "c4": "#357a4e",
    "c5": "#f58f63",
    "c6": "#4467a8",
    "c7": "#8edcae",
    "c8": "#8a5b79",
    "c9": "#7b898e",
    "c10": "#4d575c",
}
DOTTED = ("c2", "c4", "c6", "c8", "c10")
"""Categories that carry dots: their neighbours in the legend do not."""


def aspect(kind: int, *, categories: bool) -> str:
    """Return the look of a class."""
    if kind == HORS:
        return HORS_FICHIER
    if kind == AUCUNE:
        return NO_DATA
    return f"c{kind}" if categories else look(kind)


def plat(name: str) -> str:
    """Return what a picture shows of a look that carries a pattern elsewhere."""
    return f"{name}p" if name in (*DOTTED, NO_DATA) else PLAIN.get(name, name)


def kinds(*, categories: bool) -> list[int]:
    """Return the classes that may be painted."""
    shown = [*range(1, 9), AUTRES, EGALITES] if categories else range(6)
    return [*shown, HORS, AUCUNE]


def colour(kind: int, palette: Mapping[str, str], *, categories: bool) -> str:
    """Return the colour that a picture gives to a class."""
    if kind == AUCUNE:
        return palette["ndp"]
    if kind == HORS:
        return palette["hors"]
    return palette[f"c{kind}" if categories else f"seq-{kind}"]


def _rules() -> str:
    plain = "".join(
        f".{name}{'p' if name in DOTTED else ''}{{fill:var(--{name})}}"
        for name in CLAIR
        if name != HORS_FICHIER
    )
    dotted = "".join(f".{name}{{fill:url(#{name})}}" for name in DOTTED)
    edges = ".hors path{stroke:none}.hors{fill:var(--hors)}"
    marks = "circle.c1,circle.c3,circle.c5,circle.c7,circle.c9{stroke:var(--surface)}"
    ink = ".ct{fill:var(--encre)}"
    return plain + dotted + edges + marks + ink


MARKS = _rules()


def patterns(unit: float) -> str:
    """Return the dots of every second category; ``unit`` is a pixel, in units of the map."""
    side = 5 * unit
    size = f'width="{side:g}" height="{side:g}"'
    return (
        "<defs>"
        + "".join(
            f'<pattern id="{name}" {size} patternUnits="userSpaceOnUse">'
            f'<rect class="{name}p" {size}/>'
            f'<circle class="ct" cx="{side / 2:g}" cy="{side / 2:g}" r="{0.7 * unit:g}"/></pattern>'
            for name in DOTTED
        )
        + "</defs>"
    )
