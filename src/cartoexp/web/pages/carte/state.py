"""What the map page shows, read at once; and words that several panels say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.web.formats import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.classes import Classes
    from cartoexp.services.choropleth import Counts
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.facets import Choice
    from cartoexp.services.listing import Listing
    from cartoexp.web.pages.carte.vue import Vue

FOLLOWED = {"data-vue": "1"}
"""Mark of the links that our script follows without leaving the page."""


@dataclass(frozen=True, slots=True)
class State:
    """A view with everything that is shown of it."""

    vue: Vue
    listing: Listing
    facets: Mapping[str, Sequence[Choice]]
    counts: Counts
    classes: Classes
    drawn: int
    """Territories of the level that have an outline."""
    undrawn: int
    """Territories of the level that have experiments but no outline."""
    today: date
    coloration: Coloration


def found(state: State) -> str:
    """Return « les 36 expérimentations », as a link says it."""
    n = state.listing.experimentations
    return "l’expérimentation" if n == 1 else f"les {count(n, 'expérimentation')}"
