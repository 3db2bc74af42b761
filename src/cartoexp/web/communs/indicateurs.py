"""Indicators in a table: which come first, the cell that names one, the strip of a level."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cartoexp.domain.distributions import HEIGHT, WIDTH
from cartoexp.domain.phrases.dates import span
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.html import Markup, render
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.services.indicateurs import Indicateur, Valeur

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


@lru_cache(maxsize=512)
def name(known: Indicateur) -> Markup:
    """Return the first cell of a row, the same on every fiche: written once."""
    source = html.Small(typeset(f"{known.producteur}, {span(known.millesime)}"))
    cell = html.Th([typeset(known.libelle), source], scope="row", title=known.description)
    return Markup(render(cell))


def strip(value: Valeur, marks: str, css: str = "") -> Markup | None:
    """Return the silhouette of a level, its median and ``marks``; ``None`` without any spread.

    The words beside it hold the same, so it is hidden from readers.
    """
    spread = value.distribution
    if spread is None or value.mediane is None:
        return None
    median = f'<i class="b-nat" style="--x:{spread.place(value.mediane):.1f}"></i>'
    kind = ' class="chacun"' if spread.chacun else ""
    return Markup(
        f'<span class="bandelette{css}" aria-hidden="true"><svg viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none"><path{kind} d="{spread.trace}"/></svg>{median}{marks}</span>'
    )
