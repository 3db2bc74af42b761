"""Words for the levels of territory, and for what a territory is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.accords import Nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import small
from cartoexp.domain.territoires import Niveau, Zone

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire

NOMS = {
    niveau: Nom(small(niveau.label), niveau.feminin, small(niveau.label_pluriel))
    for niveau in Niveau
}
"""The noun of each level."""
COLLECTIVITE = Nom("collectivité", feminin=True)
EPCI = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "METRO": "Métropole",
    "MET69": "Métropole de Lyon, collectivité à statut particulier",
}


def nature(t: Territoire) -> str:
    """Return what a territory is, as precisely as the source says."""
    if t.niveau is Niveau.EPCI:
        return EPCI.get(t.type_epci or "", t.nature)
    return t.nature


def noun(t: Territoire) -> Nom:
    """Return the noun of a territory: the COM are no départements."""
    if t.niveau is Niveau.DEPARTEMENT and t.zone is Zone.COM:
        return COLLECTIVITE
    return NOMS[t.niveau]


def this(t: Territoire) -> str:
    """Return « cette commune », « ce département » and so on."""
    return noun(t).this


def of_this(t: Territoire) -> str:
    """Return « de cette commune », « de ce département » and so on."""
    return f"de {this(t)}"


def plural(niveau: Niveau) -> str:
    """Return « communes », « intercommunalités » and so on."""
    return NOMS[niveau].of(2)


def peers(niveau: Niveau) -> str:
    """Return those that a territory is compared with: the COM stand among the départements."""
    return f"{plural(niveau)}{' et collectivités' if niveau is Niveau.DEPARTEMENT else ''}"


def counted(n: int, niveau: Niveau) -> str:
    """Return « 0 commune », « 1 commune », « 35 communes »."""
    return count(n, NOMS[niveau].singulier, plural(niveau))
