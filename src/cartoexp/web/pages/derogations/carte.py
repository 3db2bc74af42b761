"""The small map of the territories of a derogation, of a norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs.derogations.mots import par_niveau, ranges
from cartoexp.web.figures import Area, Point, france
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.croquis import CroquisService
    from cartoexp.web.html import Node

_POINTS = frozenset({Niveau.COMMUNE, Niveau.EPT})


def carte(territoires: Sequence[Territoire], croquis: CroquisService, millesime: str) -> Node:
    """Return the map and its key, ``None`` when nothing can be drawn."""
    places = ranges(territoires)
    areas = [Area(nom(t), path) for t in places if (path := croquis.area(t))]
    points = [
        Point(nom(t), *xy) for t in places if t.niveau in _POINTS and (xy := croquis.point(t))
    ]
    if not areas and not points:
        return None
    label = f"Carte des territoires{NBSP}: {par_niveau(places)}"
    picture = html.Figure(france(croquis.fond, areas, points, label), className="mini-carte")
    return html.Div([picture, _cle(places, len(areas) + len(points), millesime)])


def _cle(places: Sequence[Territoire], drawn: int, millesime: str) -> Node:
    keys: list[Node] = []
    levels = {t.niveau for t in places}
    if levels & _POINTS:
        keys.append(_echantillon("point", "commune" if Niveau.COMMUNE in levels else "territoire"))
    larger = [n for n in (Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION) if n in levels]
    if larger:
        keys.append(_echantillon("aire", ", ".join(n.label.lower() for n in larger)))
    if missing := len(places) - drawn:
        told = count(missing, "territoire hors carte", "territoires hors carte")
        keys.append(html.Span(f"{told}{NBSP}: aucun contour dans nos sources (outre-mer)"))
    keys.append(html.Span(f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}"))
    return html.P(keys, className="cle")


def _echantillon(kind: str, label: str) -> Node:
    return html.Span([html.Span(className=f"ech ech--{kind}"), label])
