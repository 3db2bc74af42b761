"""French words for territories: levels with their articles, kinds of EPCI, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.formats import MISSING, NBSP, THIN, count, number, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire

EPCI = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "METRO": "Métropole",
    "MET69": "Métropole de Lyon, collectivité à statut particulier",
}
_THIS = {
    Niveau.REGION: "cette région",
    Niveau.DEPARTEMENT: "ce département",
    Niveau.EPCI: "cette intercommunalité",
    Niveau.EPT: "cet établissement public territorial",
    Niveau.COMMUNE: "cette commune",
}
PRECISE_BELOW_KM2 = 100


def nature(t: Territoire) -> str:
    """Return what a territory is, as precisely as the source says."""
    if t.niveau is Niveau.EPCI:
        return EPCI.get(t.type_epci or "", t.nature)
    return t.nature


def this(t: Territoire) -> str:
    """Return « cette commune », « ce département » and so on."""
    if t.niveau is Niveau.DEPARTEMENT and t.zone is Zone.COM:
        return "cette collectivité"
    return _THIS[t.niveau]


def of_this(t: Territoire) -> str:
    """Return « de cette commune », « de ce département » and so on."""
    return f"de {this(t)}"


def listed(names: Sequence[str]) -> str:
    """Return « Lens, Libourne et Vienne »."""
    return " et ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def plural(niveau: Niveau) -> str:
    """Return « communes », « intercommunalités » and so on."""
    return niveau.label_pluriel.lower()


def peers(niveau: Niveau) -> str:
    """Return those that a territory is compared with: the COM stand among the départements."""
    return f"{plural(niveau)}{' et collectivités' if niveau is Niveau.DEPARTEMENT else ''}"


def counted(n: int, niveau: Niveau) -> str:
    """Return « 1 commune », « 35 communes »."""
    return count(n, niveau.label.lower(), plural(niveau))


def inhabitants(population: int | None) -> str:
    """Return « 40 250 habitants » or « population inconnue »."""
    return "population inconnue" if population is None else count(population, "habitant")


def area(km2: float | None) -> str:
    """Return « 16,8 km² » or « 5 743 km² »."""
    if km2 is None:
        return MISSING
    return f"{number(km2, 1 if km2 < PRECISE_BELOW_KM2 else 0)}{NBSP}km²"


def density(per_km2: float | None) -> str:
    """Return « 2 394 habitants par km² »; a decimal where there are few."""
    if per_km2 is None:
        return MISSING
    return f"{number(per_km2, 1 if per_km2 < 10 else 0)}{NBSP}hab./km²"  # noqa: PLR2004


def distance(km: float) -> str:
    """Return « 11 km » or « moins de 1 km »."""
    return f"moins de 1{NBSP}km" if km < 1 else f"{number(km)}{NBSP}km"


def share(part: float) -> str:
    """Return a share (0 to 1) as « 98 % », cut, never rounded up to 100."""
    return f"{number(int(part * 100))}{THIN}%"


def ordinal(rank: int, *, feminine: bool) -> str:
    """Return « 1er », « 1re », « 3e »."""
    if rank == 1:
        return "1re" if feminine else "1er"
    return f"{number(rank)}e"


def nom(t: Territoire) -> str:
    """Return the name as French typography prints it: the official lists write « d'Arras »."""
    return typeset(t.nom)
