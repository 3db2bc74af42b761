"""The map of a fiche: communes as points, larger territories as areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.web.figures import Area, Point, france
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.model import by_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.croquis import CroquisService
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Markup, Node


def drawing(record: Record, croquis: CroquisService, millesime: str) -> Node:
    """Return the map and its key, ``None`` when nothing of the record can be drawn."""
    places = _places(record)
    areas, points = _shapes(places, croquis)
    if not areas and not points:
        return None
    picture = html.Figure(_map(places, croquis), className="mini-carte")
    missing = len(places) - len(areas) - len(points)
    return html.Div([picture, _key(places, missing, millesime)], className=_family(record))


def drawn(record: Record, croquis: CroquisService) -> str:
    """Return the map alone, as SVG with the looks of the page; empty when nothing can be drawn."""
    places = _places(record)
    return _map(places, croquis) if any(_shapes(places, croquis)) else ""


def _places(record: Record) -> list[Territoire]:
    order = list(Niveau)
    places = {t.cle: t for _, t in record.implantations}.values()
    return sorted(places, key=lambda t: (order.index(t.niveau), t.code))


def _shapes(
    places: Sequence[Territoire], croquis: CroquisService
) -> tuple[list[Area], list[Point]]:
    areas = [Area(nom(t), path) for t in places if (path := croquis.area(t))]
    small = [t for t in places if t.niveau in {Niveau.COMMUNE, Niveau.EPT}]
    return areas, [Point(nom(t), *xy) for t in small if (xy := croquis.point(t))]


def _map(places: Sequence[Territoire], croquis: CroquisService) -> Markup:
    label = f"Carte des implantations{NBSP}: {by_level([t.niveau for t in places])}"
    return france(croquis.fond, *_shapes(places, croquis), label)


def _family(record: Record) -> str:
    return f"f-{record.experiment.themes[0].famille}"


def _key(places: Sequence[Territoire], missing: int, millesime: str) -> Element:
    levels = {t.niveau for t in places}
    keys: list[Node] = []
    if levels & {Niveau.COMMUNE, Niveau.EPT}:
        keys.append(_sample("point", "commune" if Niveau.COMMUNE in levels else "territoire"))
    larger = [n for n in (Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION) if n in levels]
    if larger:
        keys.append(_sample("aire", ", ".join(n.label.lower() for n in larger)))
    if missing:
        told = count(missing, "territoire hors carte", "territoires hors carte")
        keys.append(html.Span(f"{told}{NBSP}: aucun contour dans nos sources (outre-mer)"))
    keys.append(html.Span(f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}"))
    return html.P(keys, className="cle")


def _sample(kind: str, label: str) -> Element:
    return html.Span([html.Span(className=f"ech ech--{kind}"), label])
