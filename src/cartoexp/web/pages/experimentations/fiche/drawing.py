"""The map of a fiche: communes as points, larger territories as areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.web.figures import Area, Point, france
from cartoexp.web.formats import NBSP, count, typeset
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.model import by_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.croquis import CroquisService
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Node


def drawing(record: Record, croquis: CroquisService, millesime: str) -> Node:
    """Return the map and its key, ``None`` when nothing of the record can be drawn."""
    places = list({t.cle: t for _, t in record.implantations}.values())
    order = list(Niveau)
    places.sort(key=lambda t: (order.index(t.niveau), t.code))
    areas = [Area(typeset(t.nom), path) for t in places if (path := croquis.area(t))]
    small = [t for t in places if t.niveau in {Niveau.COMMUNE, Niveau.EPT}]
    points = [Point(typeset(t.nom), *xy) for t in small if (xy := croquis.point(t))]
    if not areas and not points:
        return None
    label = f"Carte des implantations{NBSP}: {by_level([t.niveau for t in places])}"
    picture = html.Figure(france(croquis.fond, areas, points, label), className="mini-carte")
    missing = len(places) - len(areas) - len(points)
    return html.Div([picture, _key(places, missing, millesime)], className=_family(record))


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
