"""How an indicator is to be read at a level: an amount, a rank, a code, a share, a number.

Some are amounts, some are ranks, some are codes that a reader must not see.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Protocol

from cartoexp.domain.territoires import Niveau

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
    "zone_apl": {1: "zone\u00a01", 2: "zone\u00a02", 3: "zone\u00a03"},
}
"""Indicators that are codes, with what each code means."""

YES_OR_NO, RANK = "oui ou non", "rang"

THEMES = {
    "demographie": "Démographie",
    "forme": "Superficie et densité",
    "centralite": "Centralité",
    "institution": "Institution",
    "position": "Position",
    "elus": "Conseil municipal",
    "logement": "Logement et fiscalité",
    "revenus": "Revenus",
    "emploi": "Emploi et activité",
    "services": "Services",
    "environs": "Environs",
}
"""Themes of indicators, in the order in which they are told."""


class Portee(StrEnum):
    """What an indicator describes: the territory, or its surroundings.

    Those of the surroundings are for models and for download: they are forty shades of one idea,
    which a reader of a fiche or of the map has no use for.
    """

    TERRITOIRE = "territoire"
    ENVIRONS = "environs"


class Lisible(Protocol):
    """What is asked of an indicator to know how it reads."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def unite(self) -> str:
        """Unit, in French."""

    @property
    def decimales(self) -> int:
        """Decimals worth showing."""


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


def sorte(known: Lisible, niveau: Niveau) -> Sorte:
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
