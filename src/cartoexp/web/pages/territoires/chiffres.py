"""Key figures of a fiche: value, source, median of the level, place among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES, Sorte, sorte
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.components import block
from cartoexp.web.formats import MISSING, NBSP, number, typeset
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import mots
from cartoexp.web.pages.territoires.valeurs import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Valeur
    from cartoexp.web.html import Node

TITLE = "Chiffres clés"
KEY = (
    "population",
    "evolution_population",
    "densite",
    "nb_communes",
    "part_plus_peuplee",
    "part_epci",
    "population_15km",
    "distance_100000",
    "age_moyen_elus",
    "heures_mairie",
)
"""Indicators shown at once; the others are folded."""

FEW = 200
"""Below this number of territories a rank says more than a share."""

ONLY_KNOWN = (
    "Les autres indicateurs demandent un contour ou une intercommunalité, que nos sources ne "
    "donnent pas ici."
)
HALF = 0.5
FIGURES = (1, 2)
"""Columns aligned to the right."""


def bloc(here: Territoire, values: Sequence[Valeur]) -> Element:
    """Return the block; a level or a zone without indicators says why."""
    shown = [v for v in values if _readable(here, v)]
    if not any(v.valeur is not None for v in shown):
        return block("chiffres", TITLE, html.P(_why_none(here), className="discret"))
    known = {v.indicateur.id: v for v in shown}
    first = [known[i] for i in KEY if i in known]
    rest = [v for v in shown if v.indicateur.id not in KEY]
    missing = f"Une valeur inconnue s’affiche «{NBSP}{MISSING}{NBSP}», jamais 0."
    if here.zone is Zone.COM:
        missing = ONLY_KNOWN
    tables = [_table(here, first, TITLE), _folded(here, rest)]
    return block("chiffres", TITLE, tables, missing)


def _readable(here: Territoire, value: Valeur) -> bool:
    if sorte(value.indicateur, here.niveau) is Sorte.ILLISIBLE:
        return False
    if here.zone is Zone.COM:  # most need an outline or an EPCI: rows of dashes would say less
        return value.valeur is not None
    return value.valeur is not None or value.mediane is not None


def _why_none(here: Territoire) -> str:
    if here.niveau is Niveau.EPT:
        return "Nos indicateurs ne sont pas calculés pour les établissements publics territoriaux."
    if here.zone is Zone.COM:
        return (
            "Sans contour ni intercommunalité dans nos sources, nos indicateurs ne sont pas "
            "calculés ici."
        )
    return "Aucun indicateur n’est connu ici."


def _folded(here: Territoire, values: Sequence[Valeur]) -> Element | None:
    if not values:
        return None
    by_theme: dict[str, list[Valeur]] = {}
    for value in values:
        by_theme.setdefault(value.indicateur.theme, []).append(value)
    tables = [_table(here, found, THEMES.get(t, t)) for t, found in by_theme.items()]
    label = f"Voir les {number(len(values))} autres indicateurs"
    return html.Details([html.Summary(label), *tables], className="replie")


def _table(here: Territoire, values: Sequence[Valeur], title: str) -> Element:
    level = mots.plural(here.niveau)
    head = ("Indicateur et source", here.nom, f"Médiane des {level}", f"Parmi les {level}")
    cells = [
        html.Th(text, scope="col", className="num" if i in FIGURES else None)
        for i, text in enumerate(head)
    ]
    return html.Table(
        [
            html.Caption(title, className="sr" if title == TITLE else None),
            html.Thead(html.Tr(cells)),
            html.Tbody([_row(here, v) for v in values]),
        ],
        className="chiffres pile",
    )


def _row(here: Territoire, value: Valeur) -> Element:
    known = value.indicateur
    kind = sorte(known, here.niveau)
    source = typeset(f"{known.producteur}, {known.millesime}")
    median = _figure(value, kind, value.mediane) if kind.comparable else MISSING
    place = _place(here, value) if kind.comparable else MISSING
    return html.Tr(
        [
            html.Th([known.libelle, html.Small(source)], scope="row", title=known.description),
            html.Td(_figure(value, kind, value.valeur), className="num chiffres__ici"),
            html.Td(median, className="num", **{"data-label": "Médiane"}),
            html.Td(place, className="chiffres__rang"),
        ]
    )


def _figure(value: Valeur, kind: Sorte, number: float | None) -> Node:
    told, unit = figure(value.indicateur, kind, number)
    return [told, html.Small(unit)] if unit else told


def _place(here: Territoire, value: Valeur) -> Node:
    if value.valeur is None:
        return MISSING
    level = mots.plural(here.niveau)
    above, below = value.superieurs, value.inferieurs
    if above + below == 0:
        return f"comme tous les autres territoires{NBSP}: même valeur"
    if value.effectif < FEW:
        rank = mots.ordinal(above + 1, feminine=here.niveau.feminin)
        return f"{rank} sur {number(value.effectif)}, en ordre décroissant"
    lower, higher = below / value.effectif, above / value.effectif
    if lower >= HALF:
        return _position(lower, f"plus que {mots.share(lower)} des {level}")
    if higher >= HALF:
        return _position(1 - higher, f"moins que {mots.share(higher)} des {level}")
    return _position(HALF, "comme la médiane")


def _position(place: float, told: str) -> list[Node]:
    mark = html.I(style={"--x": f"{place * 100:.0f}"})
    return [html.Span(mark, className="position", **{"aria-hidden": "true"}), told]
