"""Key figures of a fiche: value, source, median of the level, rank."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dash import html

from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.components import block
from cartoexp.web.formats import MISSING, NBSP, THIN, number
from cartoexp.web.pages.territoires import mots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Indicateur, Valeur
    from cartoexp.web.html import Node

KEY = (
    "population",
    "evolution_population",
    "densite",
    "superficie",
    "part_epci",
    "population_15km",
    "distance_100000",
    "age_moyen_elus",
    "heures_mairie",
)
"""Indicators shown at once; the others are folded."""

FEW = 200
"""Below this number of territories a rank says more than a share."""

HALF = 0.5
FIGURES = (1, 2)
"""Columns aligned to the right."""


def bloc(here: Territoire, values: Sequence[Valeur]) -> html.Section:
    """Return the block; a level or a zone without indicators says why."""
    if not any(v.valeur is not None for v in values):
        return block("chiffres", "Chiffres clés", html.P(_why_none(here), className="discret"))
    known = {v.indicateur.id: v for v in values}
    first = [known[i] for i in KEY if i in known]
    rest = [v for v in values if v.indicateur.id not in KEY]
    return block(
        "chiffres",
        "Chiffres clés",
        [_table(here, first, "Chiffres clés"), _folded(here, rest)],
        f"Une valeur inconnue s’affiche {_quoted_missing()}, jamais 0.",
    )


def _quoted_missing() -> str:
    return f"«{NBSP}{MISSING}{NBSP}»"


def _why_none(here: Territoire) -> str:
    if here.niveau is Niveau.EPT:
        return "Nos indicateurs ne sont pas calculés pour les établissements publics territoriaux."
    if here.zone is Zone.COM:
        return (
            "Sans contour ni intercommunalité dans nos sources, nos indicateurs ne sont pas "
            "calculés ici."
        )
    return "Aucun indicateur n’est connu ici."


def _folded(here: Territoire, values: Sequence[Valeur]) -> html.Details | None:
    if not values:
        return None
    tables = [
        _table(here, list(found), theme.capitalize())
        for theme, found in groupby(values, key=lambda v: v.indicateur.theme)
    ]
    label = f"Voir les {number(len(values))} autres indicateurs"
    return html.Details([html.Summary(label), *tables], className="replie")


def _table(here: Territoire, values: Sequence[Valeur], title: str) -> html.Table:
    level = mots.plural(here.niveau)
    head = ("Indicateur et source", here.nom, f"Médiane des {level}", f"Parmi les {level}")
    cells = [
        html.Th(text, scope="col", className="num" if i in FIGURES else None)
        for i, text in enumerate(head)
    ]
    return html.Table(
        [
            html.Caption(title, className="sr" if title == "Chiffres clés" else None),
            html.Thead(html.Tr(cells)),
            html.Tbody([_row(here, v) for v in values]),
        ],
        className="chiffres pile",
    )


def _row(here: Territoire, value: Valeur) -> html.Tr:
    known = value.indicateur
    source = f"{known.source}, {known.millesime}" if known.millesime else known.source
    return html.Tr(
        [
            html.Th([known.libelle, html.Small(source)], scope="row"),
            html.Td(_figure(known, value.valeur), className="num chiffres__ici"),
            html.Td(_figure(known, value.mediane), className="num", **{"data-label": "Médiane"}),
            html.Td(_rank(here, value), className="chiffres__rang"),
        ]
    )


def _figure(known: Indicateur, value: float | None) -> Node:
    if value is None:
        return MISSING
    figure = number(value, known.decimales)
    space = THIN if known.unite == "%" else NBSP
    return [figure, html.Small(f"{space}{known.unite}")] if known.unite else figure


def _rank(here: Territoire, value: Valeur) -> Node:
    if value.valeur is None or value.rang_centile is None:
        return MISSING
    level = mots.plural(here.niveau)
    above, below = value.superieurs, value.inferieurs
    if above + below == 0:
        return f"comme toutes les {level}"
    if value.effectif < FEW:
        rank = mots.ordinal(above + 1, feminine=here.niveau.feminin)
        return f"{rank} sur {number(value.effectif)}, du plus grand au plus petit"
    lower, higher = below / value.effectif, above / value.effectif
    if lower >= HALF:
        return _position(lower, f"plus que {mots.share(lower)} des {level}")
    if higher >= HALF:
        return _position(1 - higher, f"moins que {mots.share(higher)} des {level}")
    return _position(HALF, "comme la médiane")


def _position(place: float, told: str) -> list[Node]:
    mark = html.I(style={"--x": f"{place * 100:.0f}"})
    return [html.Span(mark, className="position", **{"aria-hidden": "true"}), told]
