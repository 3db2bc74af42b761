"""What the map page shows, read at once; and words that several panels say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.colorations import NOMBRE, TAUX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from cartoexp.services.annees import Debuts
    from cartoexp.services.choropleth import Counts
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.facets import Choice
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.listing import Listing
    from cartoexp.services.resume import Resume
    from cartoexp.web.criteria import Removal
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
    drawn: int
    """Territories of the level that have an outline."""
    undrawn: int
    """Territories of the level that have experiments but no outline."""
    today: date
    coloration: Coloration
    resume: Resume | None
    indicateurs: Sequence[Indicateur]
    """Indicators that can colour the level."""
    niveaux: Collection[NiveauCarte]
    """Levels that have the colour of the view."""
    debuts: Debuts
    lieux: Mapping[str, str]
    """Names of the territories that the filters name, by criterion."""
    retrait: Removal | None
    """Where nothing is found, the filter whose removal helps most."""
    dans_la_vue: Listing | None = None
    """The same list, only what the map shows, once it has been moved."""

    @property
    def indicateur(self) -> Indicateur | None:
        """The indicator that colours the map, if one does."""
        found = [i for i in self.indicateurs if i.id == self.vue.couleur]
        return found[0] if found else None

    @property
    def couleurs(self) -> list[str]:
        """What can colour the level."""
        rate = [] if self.vue.niveau is NiveauCarte.COMMUNE else [TAUX]
        return [NOMBRE, *rate, *(i.id for i in self.indicateurs)]

    def at_level(self, niveau: NiveauCarte) -> str:
        """Return the address of the view at another level, which may lack the colour."""
        couleur = self.vue.couleur if niveau in self.niveaux else NOMBRE
        return self.vue.href(niveau=niveau, couleur=couleur)


def found(state: State) -> str:
    """Return « les 36 expérimentations », as a link says it."""
    n = state.listing.experimentations
    return "l’expérimentation" if n == 1 else f"les {count(n, 'expérimentation')}"
