"""France to browse: régions with their départements, then what stands apart, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux
from cartoexp.domain.phrases.accords import recensed
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.texte import fold
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires.entete import EPT, NOT_DRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Node

    Counts = Mapping[Niveau, Mapping[str, int]]

COUNTED = typeset(
    "Expérimentations distinctes recensées dans chaque territoire ou à une échelle plus fine ; "
    "la liste n’est pas exhaustive."
)

APART = {"com": "Collectivités d’outre-mer", "ept": "Établissements publics territoriaux"}


def browse(
    regions: Sequence[Territoire],
    departements: Sequence[Territoire],
    epts: Sequence[Territoire],
    counts: Counts,
) -> list[Node]:
    """Return the directory; the EPT and the COM are set apart."""
    inside: dict[str | None, list[Territoire]] = defaultdict(list)
    for t in departements:
        inside[t.code_region].append(t)
    mainland = [t for t in regions if t.zone is Zone.METRO]
    overseas = [t for t in regions if t.zone is Zone.DROM]
    com = [t for t in departements if t.zone is Zone.COM]
    return [
        _jumps(regions),
        block("hexagone", "Hexagone et Corse", _regions(mainland, inside, counts), COUNTED),
        block("drom", "Départements et régions d’outre-mer", _regions(overseas, inside, counts)),
        block("com", "Collectivités et territoires d’outre-mer", _flat(com, counts), NOT_DRAWN),
        block("ept", "Établissements publics territoriaux", _flat(epts, counts), EPT),
    ]


def _jumps(regions: Sequence[Territoire]) -> Element:
    """Return the way to each région further down, for those who would scroll a long time."""
    links = [
        html.Li(html.A(lieux.nom(t), href=f"#region-{t.code}"))
        for t in sorted(regions, key=lambda t: fold(t.nom))
    ]
    links += [html.Li(html.A(name, href=f"#{there}")) for there, name in APART.items()]
    return html.Nav(html.Ul(links), className="aller", **{"aria-label": "Aller à une région"})


def _regions(
    regions: Sequence[Territoire],
    inside: Mapping[str | None, Sequence[Territoire]],
    counts: Counts,
) -> Element:
    return html.Ul(
        [
            html.Li(
                [
                    html.H3(
                        html.A(lieux.nom(region), href=region.chemin), id=f"region-{region.code}"
                    ),
                    html.P(_facts(region, counts), className="discret petit"),
                    html.Ul([_departement(t, counts) for t in inside[region.code]]),
                ]
            )
            for region in sorted(regions, key=lambda t: fold(t.nom))
        ],
        className="regions",
    )


def _departement(t: Territoire, counts: Counts) -> Element:
    n = counts.get(Niveau.DEPARTEMENT, {}).get(t.code, 0)
    told = html.Small([html.Span(f"{n}"), html.Span(" expérimentations", className="sr")])
    return html.Li(
        [html.A(lieux.nom(t), href=t.chemin), " ", html.Small(t.code, className="code"), told]
    )


def _facts(t: Territoire, counts: Counts) -> str:
    n = counts.get(t.niveau, {}).get(t.code, 0)
    return f"{grandeurs.inhabitants(t.population)} · {recensed(n)}"


def _flat(places: Sequence[Territoire], counts: Counts) -> Element:
    items = []
    for t in places:
        counted = t.niveau in counts
        facts = _facts(t, counts) if counted else grandeurs.inhabitants(t.population)
        items.append(html.Li([html.A(lieux.nom(t), href=t.chemin), " ", html.Small(facts)]))
    return html.Ul(items, className="membres")
