"""Where the comparables are: a small map of France, which the list beside it also tells."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cartoexp.domain.cadres import HEIGHT, WIDTH
from cartoexp.domain.ecarter import apart
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.semblables import SHOWN
from cartoexp.web.figures import inset_names
from cartoexp.web.html import Element, Markup
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.ecarter import Place
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.croquis import CroquisService
    from cartoexp.services.semblables import Semblables
    from cartoexp.web.html import Node

BIG, SMALL = 21, 9
"""Radius of the first five and of the others, in units."""
AREAS = frozenset({Niveau.DEPARTEMENT, Niveau.REGION})
"""Levels large enough to be drawn as areas."""


@dataclass(frozen=True, slots=True)
class Fond:
    """What maps are drawn from."""

    croquis: CroquisService
    millesime: str


def figure(found: Semblables, here: Territoire, fond: Fond) -> Element:
    """Return the map of the nearest ones with its key, and the names of those after the first."""
    first, rest = [p.comparable.territoire for p in found.pairs], found.comparables.suivants
    others = [*first, *rest]
    drawn = _svg(others, here, fond.croquis, _label(others, here))
    keys = [
        html.Span([html.Span(className="ech ech--ici"), lieux.nom(here)]),
        html.Span([html.Span("1", className="ech ech--rang"), "les premiers rangs"]),
    ]
    if rest:
        following = f"{count(len(rest), 'rang')} {'suivants' if len(rest) > 1 else 'suivant'}"
        keys.append(html.Span([html.Span(className="ech ech--point"), f"les {following}"]))
    keys.append(html.Span(f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{fond.millesime}"))
    picture = html.Figure(
        [Markup(drawn), html.Figcaption(html.Span(keys, className="cle"))],
        className="mini-carte situer",
    )
    return html.Div([picture, _following(found, rest)])


def _following(found: Semblables, rest: Sequence[Territoire]) -> Node:
    if not rest:
        return None
    told: list[Node] = ["Ensuite, dans l’ordre", f"{NBSP}: "]
    for i, t in enumerate(rest):
        lieu = found.lieux.get(t.code)
        where = f" ({typeset(lieu)})" if lieu else ""
        end = "." if i == len(rest) - 1 else ", "
        told += [html.A(lieux.nom(t), href=t.chemin), f"{where}{end}"]
    return html.P(told, className="petit situer__suite")


def _label(others: Sequence[Territoire], here: Territoire) -> str:
    near = sum(t.code_region == here.code_region for t in others)
    names = listed([lieux.nom(t) for t in others[:SHOWN]])
    told = (
        f"Carte des {niveaux.plural(here.niveau)} les plus proches {lieux.de(here)} par le profil"
        f"{NBSP}: {names} d’abord"
    )
    if here.niveau is Niveau.REGION or not here.code_region:
        return told
    return f"{told}. Dans la même région{NBSP}: {near} sur {len(others)}"


def _svg(
    others: Sequence[Territoire], here: Territoire, croquis: CroquisService, label: str
) -> str:
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        f'<path class="terre" d="{croquis.esquisse}"/>',
    ]
    if here.niveau in AREAS:
        parts += [_area(croquis.area(t), "aire") for t in others[::-1]]
        parts.append(_area(croquis.area(here), "aire aire--ici"))
    home = croquis.point(here)
    places = [(rang, place) for rang, t in enumerate(others, 1) if (place := croquis.point(t))]
    if here.niveau not in AREAS:
        rest = [place for rang, place in places if rang > SHOWN]
        parts += [f'<circle class="point" cx="{x:g}" cy="{y:g}" r="{SMALL}"/>' for x, y in rest]
    if home:
        parts.append(_here(*home))
    return "".join([*parts, *_ranked(places[:SHOWN], home), *inset_names(), "</svg>"])


def _ranked(places: Sequence[tuple[int, Place]], home: Place | None) -> list[str]:
    """Return the first ranks, pushed apart where they would cover each other."""
    marks = apart([place for _, place in places], 2 * BIG + 2, home)
    return [
        f'<g class="rang-carte"><path d="M{x:g} {y:g}L{a:g} {b:g}"/>'
        f'<circle cx="{a:g}" cy="{b:g}" r="{BIG}"/><text x="{a:g}" y="{b + 9:g}">{rang}</text></g>'
        for (rang, (x, y)), (a, b) in zip(places, marks, strict=True)
    ]


def _area(path: str | None, css: str) -> str:
    return f'<path class="{css}" d="{path}"/>' if path else ""


def _here(x: float, y: float) -> str:
    return f'<path class="ici-carte" d="M{x:g} {y - 22:g}l22 22-22 22-22-22z"/>'
