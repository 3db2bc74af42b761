"""Maps as SVG: territories by look, boundaries, marks; pure."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.embeds.contenu import Carte, Symbole

UNIT = 2.4
"""Units of a map for a pixel, once it is shown at its usual size: 1,000 in 420 pixels."""
STEP = 6
"""Step of the patterns, in pixels."""
UNKNOWN = "nd"


def patterns(unit: float = UNIT) -> str:
    """Return the patterns: dots, lines, and the two greys of what has no value.

    A class next to another differs by one of them, so that none is told by its colour alone.
    """
    step = STEP * unit
    return (
        "<defs>"
        + _pattern("p2", step, f'<circle class="m5" cx="{step / 2:g}" cy="{step / 2:g}" '
                   f'r="{0.85 * unit:g}"/>', "f2")
        + _pattern("p4", step * 2 / 3, f'<path class="t1" d="M0 {step / 3:g}h{step:g}" '
                   f'stroke-width="{0.9 * unit:g}"/>', "f4")
        + _pattern("nd", step, f'<path class="tn" d="M{step / 2:g} 0v{step:g}" '
                   f'stroke-width="{1.2 * unit:g}"/>', "fn", "rotate(45)")
        + _pattern("ms", step, f'<path class="tn" d="M0 {step / 2:g}h{step:g}M{step / 2:g} 0'
                   f'v{step:g}" stroke-width="{0.7 * unit:g}"/>', "fn", "rotate(45)")
        + "</defs>"
    )  # fmt: skip


def _pattern(name: str, side: float, mark: str, ground: str, turn: str = "") -> str:
    turned = f' patternTransform="{turn}"' if turn else ""
    size = f'width="{side:g}" height="{side:g}"'
    return (
        f'<pattern id="{name}" {size} patternUnits="userSpaceOnUse"{turned}>'
        f'<rect class="{ground}" {size}/>{mark}</pattern>'
    )


def drawing(carte: Carte, rank: int) -> str:
    """Return the marks of a frame: territories, boundaries over them, symbols."""
    feuille = carte.feuilles[rank]
    parts = [f'<path class="terre" d="{feuille.fond}"/>'] if feuille.fond else []
    parts += [*_picture(carte, feuille, rank), *_areas(carte, feuille)]
    if feuille.traits:
        parts.append(f'<path class="traits" d="{feuille.traits}"/>')
    parts += [_symbol(s) for s in carte.symboles if s.feuille == rank]
    return "".join(parts)


def _areas(carte: Carte, feuille: Feuille) -> Iterator[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for code, path in feuille.traces.items():
        title = carte.titres.get(code, "")
        told = f"<title>{escape(title, quote=False)}</title>" if title else ""
        groups[carte.aspects.get(code, UNKNOWN)].append(f'<path d="{path}">{told}</path>')
    for look in sorted(groups):  # zero first: the white edges of the others are drawn over it
        yield f'<g class="{look}">{"".join(groups[look])}</g>'


def _picture(carte: Carte, feuille: Feuille, rank: int) -> Iterator[str]:
    if carte.peinture and rank == 0:
        content = b64encode(carte.peinture.faite()).decode()
        yield (
            f'<image class="px" width="{feuille.largeur}" height="{feuille.hauteur}" '
            f'href="data:image/png;base64,{content}"/>'
        )


FORMES: Mapping[str, Sequence[tuple[float, float]]] = {
    "f-quotidien": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "f-ecologie": ((0, -1.15), (1.15, 0.85), (-1.15, 0.85)),
    "f-democratie": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "f-action": ((-0.55, -1.1), (0.55, -1.1), (1.1, 0), (0.55, 1.1), (-0.55, 1.1), (-1.1, 0)),
}
"""Corners of the shape of a family of themes, of radius 1; discs for the others: each family is
told apart without its colour."""
ROUND = frozenset({"point", "rang", "rond", "f-travail"})
"""Looks of marks that are discs."""


def _symbol(s: Symbole) -> str:
    title = f"<title>{escape(s.titre, quote=False)}</title>" if s.titre else ""
    shape = _shape(s.aspect, s.x, s.y, s.rayon, title)
    if not s.texte:
        return shape
    return (
        f'{shape}<text class="sur" x="{s.x:g}" y="{s.y:g}" font-size="{1.1 * s.rayon:g}">'
        f"{escape(s.texte)}</text>"
    )


def _shape(look: str, x: float, y: float, radius: float, inside: str = "") -> str:
    corners = FORMES.get(look)
    if corners is None:
        return f'<circle class="{look}" cx="{x:g}" cy="{y:g}" r="{radius:.4g}">{inside}</circle>'
    points = " ".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in corners)
    return f'<polygon class="{look}" points="{points}">{inside}</polygon>'


def swatch(look: str, wide: float, high: float) -> str:
    """Return a sample of a look in a box at the origin."""
    if look in FORMES or look in ROUND:
        return _shape(look, wide / 2, high / 2, high / 2.6)
    return f'<rect class="ech {look}" width="{wide:g}" height="{high:g}"/>'
