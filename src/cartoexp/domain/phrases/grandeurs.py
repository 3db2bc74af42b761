"""Sizes of a territory and distances, each with its unit, and with decimals only where few."""

from __future__ import annotations

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, NBSP

PRECISE_BELOW_KM2 = 100
PRECISE_BELOW_PER_KM2 = 10


def inhabitants(population: int | None) -> str:
    """Return « 40 250 habitants » or « population inconnue »."""
    return "population inconnue" if population is None else count(population, "habitant")


def inhabitants_short(population: int | None) -> str:
    """Return « 40 250 hab. » or « population inconnue »."""
    return "population inconnue" if population is None else f"{number(population)}{NBSP}hab."


def area(km2: float | None) -> str:
    """Return « 16,8 km² » or « 5 743 km² »."""
    if km2 is None:
        return MISSING
    return f"{number(km2, 1 if km2 < PRECISE_BELOW_KM2 else 0)}{NBSP}km²"


def density(per_km2: float | None) -> str:
    """Return « 2 394 hab./km² »; a decimal where there are few."""
    if per_km2 is None:
        return MISSING
    return f"{number(per_km2, 1 if per_km2 < PRECISE_BELOW_PER_KM2 else 0)}{NBSP}hab./km²"


def distance(km: float) -> str:
    """Return « 11 km » or « moins de 1 km »."""
    return f"moins de 1{NBSP}km" if km < 1 else f"{number(km)}{NBSP}km"
