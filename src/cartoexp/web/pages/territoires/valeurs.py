"""Indicators in words: some are amounts, some are ranks, some are codes that a reader must not see.

Only amounts are compared with the other territories of the level.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.web.formats import MISSING, NBSP, THIN, count, number
from cartoexp.web.pages.territoires import mots

if TYPE_CHECKING:
    from cartoexp.services.indicateurs import Indicateur

CODES = {
    "chef_lieu": {
        0: "non",
        1: "chef-lieu d’arrondissement",
        2: "chef-lieu de département",
        3: "chef-lieu de région",
    },
    "epci_type": {
        1: "communauté de communes",
        2: "communauté d’agglomération",
        3: "communauté urbaine",
        4: "métropole",
    },
    "tension_logement": {
        0: "zone C",
        1: "zone B2",
        2: "zone B1",
        3: "zone A",
        4: "zone A bis",
    },
    "zone_apl": {1: f"zone{NBSP}1", 2: f"zone{NBSP}2", 3: f"zone{NBSP}3"},
}
YES_OR_NO, RANK = "oui ou non", "rang"
LARGE = 1_000
"""From here on decimals are noise."""

THEMES = {
    "demographie": "Démographie",
    "forme": "Superficie et densité",
    "centralite": "Centralité",
    "institution": "Institution",
    "position": "Position",
    "elus": "Conseil municipal",
    "logement": "Logement et fiscalité",
    "services": "Services",
}


class Sorte(Enum):
    """How the value of an indicator is to be read at a level."""

    MONTANT = "montant"
    RANG = "rang"
    CODE = "code"
    OUI_OU_NON = "oui ou non"
    PART = "part"
    EFFECTIF = "effectif"
    ILLISIBLE = "illisible"

    @property
    def comparable(self) -> bool:
        """Whether more and less mean something."""
        return self in {Sorte.MONTANT, Sorte.PART, Sorte.EFFECTIF}


def sorte(known: Indicateur, niveau: Niveau) -> Sorte:
    """Return how an indicator reads at a level: a mean of codes means nothing to anyone."""
    commune = niveau is Niveau.COMMUNE
    if known.id in CODES:
        own = commune or (known.id == "epci_type" and niveau is Niveau.EPCI)
        return Sorte.CODE if own else Sorte.ILLISIBLE
    if known.unite == RANK:
        return Sorte.RANG
    if known.unite == YES_OR_NO:
        if commune:
            return Sorte.OUI_OU_NON
        return Sorte.PART if known.decimales else Sorte.EFFECTIF
    return Sorte.MONTANT


def figure(known: Indicateur, kind: Sorte, value: float | None) -> tuple[str, str]:
    """Return a value in words and its unit, empty when the words hold it."""
    if value is None:
        return MISSING, ""
    match kind:
        case Sorte.RANG:
            told = mots.ordinal(round(value), feminine=True), ""
        case Sorte.CODE:
            told = CODES[known.id].get(round(value), MISSING), ""
        case Sorte.OUI_OU_NON:
            told = ("oui" if value else "non"), ""
        case Sorte.PART:
            told = number(value * 100, 1), f"{THIN}% de la population"
        case Sorte.EFFECTIF:
            told = count(round(value), "commune"), ""
        case _:
            space = THIN if known.unite.startswith("%") else NBSP
            decimals = 0 if abs(value) >= LARGE else known.decimales
            told = number(value, decimals), f"{space}{known.unite}"
    return told
