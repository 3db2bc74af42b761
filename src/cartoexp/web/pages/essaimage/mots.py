"""Words of the page: levels with their articles, likeness, weights."""

from __future__ import annotations

from cartoexp.domain.lecture import THEMES
from cartoexp.domain.territoires import Niveau
from cartoexp.web.formats import NBSP, THIN, count, number

_SMALLEST = 0.1
HALF = 50


def plural(niveau: Niveau) -> str:
    """Return « communes », « intercommunalités » and so on."""
    return niveau.label_pluriel.lower()


def counted(n: int, niveau: Niveau) -> str:
    """Return « 1 commune », « 35 communes »."""
    return count(n, niveau.label.lower(), plural(niveau))


def share(percentile: float) -> str:
    """Return how many of its level are as like or more, in percent."""
    above = max((1 - percentile) * 100, _SMALLEST)
    return number(above, 0 if above >= 10 else 1)  # noqa: PLR2004  two figures


def likeness(percentile: float, niveau: Niveau) -> str:
    """Return where a territory stands among those of its level; never as a probability."""
    above = (1 - percentile) * 100
    if niveau in {Niveau.REGION, Niveau.DEPARTEMENT}:  # too few for a percentage of the first ones
        return f"devant {percentile * 100:.0f}{THIN}% des autres {plural(niveau)}"
    if above > HALF:
        return f"dans la moitié des {plural(niveau)} qui ressemblent le moins"
    return f"parmi les {share(percentile)}{THIN}% de {plural(niveau)} qui ressemblent le plus"


def rank(n: int, ends: tuple[int, int] | None) -> str:
    """Return « rang 3, entre 2 et 9 dans 90 % des tirages »."""
    told = f"rang{NBSP}{number(n)}"
    if ends is None:
        return told
    low, high = ends
    within = "le même" if low == high == n else f"entre {number(low)} et {number(high)}"
    return f"{told}, {within} dans 90{THIN}% des tirages"


def weight(value: float) -> str:
    """Return « 1 » or « 1,5 »."""
    return f"{value:g}".replace(".", ",")


def theme(identifier: str) -> str:
    """Return the name of a theme of indicators."""
    return {**THEMES, "voisinage": "Voisinage d’une implantation"}.get(identifier, identifier)


def inhabitants(population: int | None) -> str:
    """Return « 40 250 hab. » or « population inconnue »."""
    if population is None:
        return "population inconnue"
    return f"{number(population)}{NBSP}hab."
